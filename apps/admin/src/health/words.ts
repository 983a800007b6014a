import type { HealthChange, Incident, IncidentEntry, ServiceHealth } from '@tandem/ui';
import { serviceName, type Look } from '../background/wording';

export const INCIDENT_STATES: Readonly<Record<'open' | 'closed', Look>> = {
  open: { text: 'Open', color: 'error' },
  closed: { text: 'Closed' },
};

export const stateOf = ({ closed_at }: Pick<Incident, 'closed_at'>): Look =>
  INCIDENT_STATES[closed_at === null ? 'open' : 'closed'];

export const KINDS: Readonly<Record<IncidentEntry['kind'], Look>> = {
  alert_fired: { text: 'Alert', color: 'error' },
  alert_ended: { text: 'Alert ended', color: 'success' },
  health: { text: 'Health' },
  note: { text: 'Note' },
  action: { text: 'Action', color: 'info' },
  public: { text: 'Public', color: 'warning' },
  closed: { text: 'Closed' },
};

const DEPENDENCIES: Readonly<Record<string, string>> = {
  postgres: 'Database',
  redis: 'Cache (Redis)',
  kafka: 'Events (Kafka)',
  outbox: 'Outgoing events',
  mail: 'Mail',
};

/** What a service depends on, as staff call it. */
export const dependencyName = (name: string): string => DEPENDENCIES[name] ?? name;

/** How a service is as a whole: one that takes requests may lack something. */
export function healthLook({ state, dependencies }: ServiceHealth): Look {
  if (state === 'down') return { text: 'Down', color: 'error' };
  const lacking = dependencies.filter((one) => one.state === 'down');
  if (lacking.length === 0) return { text: 'Up', color: 'success' };
  const names = new Intl.ListFormat('en').format(lacking.map(({ name }) => dependencyName(name)));
  return { text: `Up without ${names}`, color: 'warning' };
}

/** "Orders: Cache (Redis) went down", "Orders came up again". */
export function changeText({ service, dependency, to_state }: HealthChange): string {
  const what = serviceName(service) + (dependency ? `: ${dependencyName(dependency)}` : '');
  return `${what} ${to_state === 'down' ? 'went down' : 'came up again'}`;
}

import type { Account } from '@tandem/ui';

export const STATES = {
  active: { text: 'In use', color: 'success' },
  deactivated: { text: 'Deactivated', color: 'error' },
} as const;

export const stateOf = ({ deactivated_at }: Pick<Account, 'deactivated_at'>) =>
  STATES[deactivated_at ? 'deactivated' : 'active'];

/** What runs a browser says of itself is long and starts alike: its name is enough to know it again. */
export function deviceText(agent: string | null): string {
  if (!agent) return 'Unknown device';
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((one) =>
    agent.includes(`${one}/`),
  );
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  const name = browser && ({ Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser);
  return [name, system].filter(Boolean).join(' on ') || agent.slice(0, 60);
}

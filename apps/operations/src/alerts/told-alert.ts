import { validationFailed } from '@tandem/kernel';

/** As many as one call may tell; Alertmanager is told so (`max_alerts`). */
const MOST_ALERTS = 100;

/** An alert as it is kept. */
export interface ToldAlert {
  fingerprint: string;
  starts_at: string;
  ends_at: string | null;
  name: string;
  severity: 'critical' | 'warning';
  /** What it is about, in words: `schema catalog`. */
  about: string;
  summary: string;
  description: string;
  runbook: string | null;
}

const FINGERPRINT = /^[0-9a-f]{1,64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const MOST_TEXT = 500;
/** Said by the other fields. */
const NOT_ABOUT = new Set(['alertname', 'severity', 'job', 'instance']);

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PostgreSQL text can't hold NUL, and a text of somebody else's making is cut. */
function text(value: unknown, most = MOST_TEXT): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().slice(0, most) : '';
}

/**
 * The alerts of a call of Alertmanager (its webhook, version 4). Fields beyond those needed are let pass: a newer one may send more.
 * @throws DomainError 422 naming the field.
 */
export function toldAlerts(body: unknown): ToldAlert[] {
  const alerts = isFields(body) ? body['alerts'] : undefined;
  if (!Array.isArray(alerts) || alerts.length > MOST_ALERTS)
    throw validationFailed([
      { field: 'alerts', message: `must be a list of at most ${MOST_ALERTS} alerts` },
    ]);
  return alerts.map((alert: unknown, index) => toldAlert(alert, `alerts.${index}`));
}

function toldAlert(alert: unknown, at: string): ToldAlert {
  const wrong = (field: string, message: string) =>
    validationFailed([{ field: `${at}.${field}`, message }]);
  const { fingerprint, startsAt, endsAt, status, labels, annotations } = isFields(alert)
    ? alert
    : ({} as Fields);
  if (typeof fingerprint !== 'string' || !FINGERPRINT.test(fingerprint))
    throw wrong('fingerprint', 'must be hexadecimal digits');
  if (!isTime(startsAt)) throw wrong('startsAt', 'must be a time');
  if (status !== 'firing' && status !== 'resolved')
    throw wrong('status', 'must be firing or resolved');
  if (status === 'resolved' && !isTime(endsAt)) throw wrong('endsAt', 'must be a time');
  const named = isFields(labels) ? labels : {};
  const said = isFields(annotations) ? annotations : {};
  const name = text(named['alertname'], 200);
  if (name === '') throw wrong('labels.alertname', 'must be a name');
  const about = Object.entries(named).filter(
    ([label, value]) => !NOT_ABOUT.has(label) && value !== '',
  );
  return {
    fingerprint,
    starts_at: startsAt,
    ends_at: status === 'resolved' ? (endsAt as string) : null,
    name,
    severity: named['severity'] === 'critical' ? 'critical' : 'warning',
    about: text(about.map(([label, value]) => `${label} ${text(value, 100)}`).join(', ')),
    summary: text(said['summary']) || name,
    description: text(said['description'], 1_000),
    runbook: text(said['runbook_url']) || null,
  };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && TIME.test(value) && Date.parse(value) > 0;
}

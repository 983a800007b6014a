/** Made by a service once it runs, and by the runtime instrumentation: names that no loaded module knows yet. */
export const MADE_WHEN_RUNNING: readonly string[] = [
  'audit_unsealed_age_seconds',
  'jobs',
  'mails_queued',
  'sockets_connected',
];
const OF_THE_RUNTIME = ['nodejs_eventloop_delay_p99_seconds'];
const OF_PROMETHEUS = ['up', 'ALERTS'];

const WORDS = new Set(['and', 'or', 'unless', 'bool']);

/** The metrics that a question to Prometheus names. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"|'[^']*'/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\(|[\w:])/g)].map(
    ([name]) => name,
  );
  return [...new Set(names.filter((name) => !WORDS.has(name)))];
}

/** Those that nothing serves and no rule records. */
export function unserved(
  exprs: readonly string[],
  served: ReadonlySet<string>,
  recorded: ReadonlySet<string>,
): string[] {
  const known = new Set([
    ...served,
    ...recorded,
    ...MADE_WHEN_RUNNING,
    ...OF_THE_RUNTIME,
    ...OF_PROMETHEUS,
  ]);
  return exprs
    .flatMap(metricsIn)
    .filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|sum|count)$/, '')));
}

/** Called so by the requirements, word for word; everything else follows the conventions. */
const NAMED_BY_THE_REQUIREMENTS: ReadonlySet<string> = new Set([
  'database_sync_latency_ms',
  'sync_failures_total',
  'cache_hit_rate',
]);

const NAME = /^[a-z][a-z0-9]*([._][a-z0-9]+)*$/;
/** What belongs into the unit, or is added where Prometheus reads. */
const UNIT_IN_NAME = /[._](total|ms|s|sec|seconds|milliseconds|bytes|by|count|ratio)$/;
const UNIT = /^(s|By|1|\{[a-z_ ]+\})$/;

/**
 * Refuses an instrument that dashboards would know by a name of its own: the name carries no unit, and there is one, in
 * seconds, bytes, of things, or 1.
 * @throws Error saying what is wrong; instruments are made when a module is loaded, so that any test meets it.
 */
export function assertWellNamed(name: string, unit: string): void {
  if (NAMED_BY_THE_REQUIREMENTS.has(name)) return;
  if (!NAME.test(name)) throw new Error(`The metric ${name} needs a name of lower-case words`);
  if (UNIT_IN_NAME.test(name)) {
    throw new Error(`The metric ${name} has in its name what its unit or Prometheus says`);
  }
  if (!UNIT.test(unit)) {
    throw new Error(`The metric ${name} needs a unit: s, By, 1, or the things counted, as {mail}`);
  }
}

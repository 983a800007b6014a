const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** What Standard Webhooks advises: ten tries within three days, the first at once. */
const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Those that failed together do not all come again together. */
const JITTER = 0.2;

/** How long to wait after so many failed tries, in ms; null: that was the last one. */
export function waitAfter(attempts: number, random = Math.random): number | null {
  const ms = WAITS[attempts - 1];
  return ms === undefined ? null : Math.round(ms * (1 + random() * JITTER));
}

import { CronExpressionParser } from 'cron-parser';

/** Whether a text is a cron expression, of five fields. */
export function isCron(text: string): boolean {
  try {
    CronExpressionParser.parse(text, { tz: 'UTC' });
    return text.trim().split(/\s+/).length === 5;
  } catch {
    return false;
  }
}

/** How long it is until the next of its times, which are in UTC. */
export function msUntil(cron: string): number {
  return CronExpressionParser.parse(cron, { tz: 'UTC' }).next().getTime() - Date.now();
}

/** So many of its times are looked at: a week of every ten minutes. */
const TIMES = 1_008;
/** Twice of it is kept in milliseconds of four bytes. */
const LONGEST_MS = 10 * 86_400_000;

/** The longest pause between two of its next times, and ten days at most. */
export function longestPauseMs(cron: string): number {
  const times = CronExpressionParser.parse(cron, { tz: 'UTC' });
  let last = times.next().getTime();
  let longest = 0;
  for (let n = 0; n < TIMES && longest < LONGEST_MS; n += 1) {
    const next = times.next().getTime();
    longest = Math.max(longest, next - last);
    last = next;
  }
  return Math.min(longest, LONGEST_MS);
}

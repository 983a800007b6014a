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

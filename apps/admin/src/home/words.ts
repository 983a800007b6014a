import { missingText } from '../background/wording';

/** What is counted is counted on one page of a list. */
export const MOST_COUNTED = 100;

interface Page {
  items: readonly unknown[];
  next_cursor: string | null;
}

const counted = (n: number, one: string, many: string): string =>
  n === 1 ? `1 ${one}` : `${n.toLocaleString('en')} ${many}`;

/** "3 orders", or "More than 100 orders": a page is counted, not the whole list. */
export function countText({ items, next_cursor }: Page, one: string, many: string): string {
  return next_cursor ? `More than ${MOST_COUNTED} ${many}` : counted(items.length, one, many);
}

interface Waiting {
  jobs: Page & { unavailable: readonly string[] };
  letters: Page & { unavailable: readonly string[] };
  /** Webhook endpoints that the shop has switched off. */
  off: readonly unknown[];
}

/** What somebody has to look into, and whose answer is missing. */
export function workText({ jobs, letters, off }: Waiting): string[] {
  const lines: string[] = [];
  if (jobs.items.length > 0)
    lines.push(`${countText(jobs, 'job has', 'jobs have')} failed for good.`);
  if (letters.items.length > 0)
    lines.push(`${countText(letters, 'message was', 'messages were')} not handled.`);
  if (off.length > 0)
    lines.push(
      `${counted(off.length, 'webhook endpoint was', 'webhook endpoints were')} switched off by the shop.`,
    );
  if (lines.length === 0) lines.push('Nothing waits for you.');
  const silent = [...new Set([...jobs.unavailable, ...letters.unavailable])];
  if (silent.length > 0) lines.push(missingText(silent, 'jobs and messages'));
  return lines;
}

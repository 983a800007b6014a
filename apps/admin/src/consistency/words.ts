import type { ConsistencyReport, WatchedReads } from '@tandem/ui';
import type { Look } from '../background/wording';

export type DifferenceState = 'open' | 'repaired' | 'gone';

export const STATES: Readonly<Record<DifferenceState, Look>> = {
  open: { text: 'Open', color: 'error' },
  repaired: { text: 'Repaired', color: 'success' },
  gone: { text: 'Gone' },
};

const RESULTS = {
  repaired: 'The difference was repaired.',
  not_found: 'It was gone already.',
  no_repair: 'This difference has to be looked into by hand.',
} as const;

/** What became of a difference that was to be repaired; its owner may know more of it. */
export const repairedText = ({
  result,
  said,
}: {
  result: keyof typeof RESULTS;
  said: string | null;
}): string => said ?? RESULTS[result];

/** Of an image the part that shows it: its record is `<image>/<part>/<width>`. */
export function partOfImage({ about, record }: { about: string; record: string }): string | null {
  return about === 'image' ? (record.split('/')[1] ?? null) : null;
}

/** How the newest check stands, in one sentence. */
export function runText({ run, checks }: ConsistencyReport): string {
  if (!run) return 'Nothing has been checked yet.';
  const records = `${run.looked_at.toLocaleString('en')} records`;
  if (run.state === 'running')
    return `Looking at ${run.current_check ?? 'the first records'}: ${records} until now.`;
  if (run.state === 'failed') return 'The last check failed. It is tried again at the next time.';
  const open = checks.reduce((sum, check) => sum + check.open, 0);
  return open === 0
    ? `${records} were checked and agree with each other.`
    : `${records} were checked; ${open === 1 ? 'one difference is' : `${open} differences are`} open.`;
}

/** What a difference means, and what can be done about it. */
export function meaningOf(
  report: ConsistencyReport,
  check: string,
): ConsistencyReport['checks'][number] | undefined {
  return report.checks.find(({ name }) => name === check);
}

export const READ_PAGES: Readonly<Record<WatchedReads['newest'][number]['page'], string>> = {
  part: 'on its page',
  game: 'on its page',
  list: 'in a list',
};

/** How many pages showed what was saved, in one sentence or two. */
export function readsText({ checked, inconsistent, skipped, ratio }: WatchedReads): string {
  if (ratio === null)
    return skipped > 0
      ? `No page could be read after a change in the last 24 hours; ${skipped.toLocaleString('en')} were skipped.`
      : 'Nothing has changed in the last 24 hours, so no page was read.';
  const pages = `${checked.toLocaleString('en')} pages were read after changes in the last 24 hours`;
  if (inconsistent === 0) return `${pages}. All of them showed what was saved.`;
  const share = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 });
  return `${pages}. ${inconsistent.toLocaleString('en')} of them (${share.format(ratio)}) showed something else.`;
}

export const afterText = (seconds: number): string =>
  seconds === 1 ? 'a second after the change' : `${seconds} seconds after the change`;

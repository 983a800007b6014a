import type { Integrations, SyncRun } from '@tandem/ui';
import { formatNumber } from '@tandem/ui/format';

export type SyncKind = SyncRun['kind'];

/** The systems outside that count some of the stock. */
export type System = Integrations['sources'][number]['source'];
export const SYSTEMS: Record<System, string> = { g2a: 'G2A', warehouse: 'The warehouse' };

/** Whether the figures of a system can be relied on, in a word or two. */
export function sourceLook({
  enabled,
  is_stale,
  last_success_at,
}: Pick<Integrations['sources'][number], 'enabled' | 'is_stale' | 'last_success_at'>): {
  text: string;
  color: string | undefined;
} {
  if (!enabled) return { text: 'Switched off', color: undefined };
  if (is_stale) return { text: 'Silent', color: 'error' };
  return last_success_at
    ? { text: 'Up to date', color: 'success' }
    : { text: 'Not read yet', color: undefined };
}

/** How the shop reads its stock, and what follows when it does not. */
export function sourceSays({
  source,
  enabled,
  is_stale,
  stale_after_ms,
}: Integrations['sources'][number]): string {
  if (!enabled) {
    return source === 'g2a'
      ? 'The shop has no times at which it checks this stock. It is checked when somebody starts a run.'
      : 'The shop does not read this stock, because its feature flag is off. Staff count the stock.';
  }
  const limit = spanText(stale_after_ms / 1_000);
  return is_stale
    ? `The shop has not read this stock for more than ${limit}. Shoppers see that its figures may be out of date, and can still order.`
    : `The shop reads this stock by itself. It warns shoppers when its last reading is older than ${limit}.`;
}

/** When nothing says that a run comes by itself. */
export function noNextText(kind: SyncKind): string {
  return kind === 'inventory'
    ? 'It only runs when somebody starts it.'
    : 'No times are set for it. It only runs when somebody starts it.';
}

/** What a run does, in the order in which staff see them. */
export const KINDS: Record<SyncKind, { text: string; says: string }> = {
  g2a_products: {
    text: 'Products of G2A',
    says: 'Takes over what G2A sells: names, texts, pictures and prices.',
  },
  g2a_stock: {
    text: 'Stock at G2A',
    says: 'Asks G2A how many keys it has of each linked game.',
  },
  inventory: {
    text: 'Stock of the warehouse',
    says: 'Reads the whole stock of the warehouse. Changes come by themselves every few seconds.',
  },
};

export const STATUSES: Record<SyncRun['status'], { text: string; color: string | undefined }> = {
  running: { text: 'Running', color: 'info' },
  completed: { text: 'Completed', color: 'success' },
  failed: { text: 'Failed', color: 'error' },
};

interface RefusedTotal {
  total: number;
  total_is_exact: boolean;
}

/** A code that a run or one of its things failed with, in words. */
export function reasonText(code: string | null): string {
  if (!code) return '';
  const words = code.replaceAll('_', ' ');
  return /^[A-Z]+\d+$/.test(code)
    ? `G2A answered ${code}`
    : words.charAt(0).toUpperCase() + words.slice(1);
}

/** How far a run is, between 0 and 100; undefined while nobody knows how much there is. */
export function percentOf({ processed, total, status }: SyncRun): number | undefined {
  if (status === 'completed') return 100;
  return total === null ? undefined : total === 0 ? 0 : Math.min(100, (processed / total) * 100);
}

export function countsText({ processed, total }: SyncRun): string {
  return total === null || total < processed
    ? formatNumber(processed)
    : `${formatNumber(processed)} of ${formatNumber(total)}`;
}

/** How fast a run is and how long it will take at that, once that can be said. */
export function paceText({ processed, total, started_at, status }: SyncRun, now: number): string {
  const seconds = (now - Date.parse(started_at)) / 1_000;
  if (status !== 'running' || processed === 0 || seconds < 1) return '';
  const rate = processed / seconds;
  const pace =
    rate >= 1
      ? `${formatNumber(Math.round(rate))} a second`
      : `${formatNumber(Math.round(rate * 60))} a minute`;
  if (total === null || total <= processed) return pace;
  return `${pace}, ${spanText((total - processed) / rate)} left`;
}

/** A span of time as staff say it, by its greatest unit and the next. */
export function spanText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.round(whole / 60)} min`;
  return `${Math.floor(whole / 3_600)} h ${Math.round((whole % 3_600) / 60)} min`;
}

/** How long a run took; nothing while it runs. */
export function tookText({ started_at, finished_at }: SyncRun): string {
  if (!finished_at) return '';
  return spanText((Date.parse(finished_at) - Date.parse(started_at)) / 1_000);
}

/** How many products the catalogue has refused. */
export function refusedText({ total, total_is_exact }: RefusedTotal): string {
  const most = total_is_exact ? '' : 'more than ';
  return `${most}${formatNumber(total)}`;
}

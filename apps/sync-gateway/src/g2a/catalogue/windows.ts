import { MOST_ROWS, PAGE_SIZE, type ProductFilter } from '../client/g2a-client.js';

/**
 * A part of G2A's catalogue, in seconds since 1970 and EUR cents, both ends inclusive. An open end is null. JSON, as it
 * lies in the cursor of a run.
 */
export interface Window extends Record<string, unknown> {
  from: number;
  to: number | null;
  minCents?: number;
  maxCents?: number | null;
  /** Cut off another one: its rows are counted there. */
  isPart?: boolean;
}

/** Before there was any G2A. */
export const BEGINNING = Date.UTC(2005, 0, 1) / 1_000;
/** No product costs more; what lies above is one slice. */
const MOST_CENTS = 10_000_000;

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** As G2A writes times: of UTC, without saying so. */
const timeText = (at: number): string =>
  new Date(at * 1_000).toISOString().slice(0, 19).replace('T', ' ');

const priceText = (cents: number): string => (cents / 100).toFixed(2);

export function filterOf({ from, to, minCents, maxCents }: Window): ProductFilter {
  return {
    includeOutOfStock: true,
    updatedAtFrom: timeText(from),
    updatedAtTo: to === null ? undefined : timeText(to),
    minPriceFrom: minCents === undefined ? undefined : priceText(minCents),
    minPriceTo: maxCents == null ? undefined : priceText(maxCents),
  };
}

/** G2A does not give away all rows of such a window, or can't be trusted to. */
export const isTooFull = (total: number): boolean => total >= MOST_ROWS;

export const lastPage = (total: number): number => Math.ceil(total / PAGE_SIZE);

/**
 * Two windows that are the same together: halves of its time, and of its prices when it is one second. Null when it can be
 * cut no further.
 * @param now closes an open end.
 */
export function halves(window: Window, now: number): [Window, Window] | null {
  const { from, minCents = 0, maxCents = null } = window;
  const to = window.to ?? Math.max(now, from);
  if (to > from) {
    const middle = Math.floor((from + to) / 2);
    return [
      { ...window, isPart: true, to: middle },
      { ...window, isPart: true, from: middle + 1 },
    ];
  }
  const most = maxCents ?? MOST_CENTS;
  if (minCents >= most) return null;
  const middle = Math.floor((minCents + most) / 2);
  return [
    { ...window, isPart: true, minCents, maxCents: middle },
    { ...window, isPart: true, minCents: middle + 1, maxCents },
  ];
}

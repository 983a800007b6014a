import { PAGE_SIZE, type ProductFilter } from '../client/g2a-client.js';

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
/** More than a catalogue of 100,000 products can need, however its rows lie: G2A does not heed its filters. */
export const MOST_CUTS = 2_000;
/** A window that can't be cut counts for so many: all its pages are read. */
const CUT_OFF_COUNTS = 100;

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

/** Of those that G2A gives away. */
const lastPage = (total: number, mostRows: number): number =>
  Math.ceil(Math.min(total, mostRows) / PAGE_SIZE);

/** A window that can't be cut, in words. */
export const windowText = ({ from, to, minCents = 0, maxCents = null }: Window): string =>
  `changed at ${timeText(from)} UTC${to === null ? ' or later' : ''}, price ${priceText(minCents)} EUR${maxCents === null ? ' or more' : ''}`;

/** Where a run is in its windows; part of its cursor. */
export interface WindowPlace extends Record<string, unknown> {
  /** What is still to read; the last one is read now. */
  windows: Window[];
  /** The page of it that is read next, from its last one down; null: it has not been looked at. */
  page: number | null;
  /** How much windows were cut; a run is not to go on after `MOST_CUTS`. */
  cuts: number;
}

/** What is asked for at a place where windows are left. */
export const askedAt = ({ windows, page }: WindowPlace): { window: Window; number: number } => ({
  window: windows.at(-1)!,
  number: page ?? 1,
});

/** Where a run goes after the answer to what it asked for. */
interface Step {
  next: WindowPlace;
  /** The rows of the answer count. Those of a first look come again, unless they are all. */
  isTaken: boolean;
  /** G2A gives away only a part of the window's rows. */
  isCutOff: boolean;
}

/** @param seen `rows` are on the page, `now` closes an open end. */
export function stepFrom(
  { windows, page, cuts: cutsBefore }: WindowPlace,
  seen: { total: number; rows: number; mostRows: number; now: number },
): Step {
  const { total, rows, mostRows, now } = seen;
  const rest = windows.slice(0, -1);
  if (page !== null) {
    const isLast = page === 1;
    const next = { windows: isLast ? rest : windows, page: isLast ? null : page - 1 };
    return { next: { ...next, cuts: cutsBefore }, isTaken: true, isCutOff: false };
  }
  const look = lookAt(windows.at(-1)!, { total, mostRows, cuts: cutsBefore, now });
  const { parts, isCutOff, cuts } = look;
  if (parts) {
    const next = { windows: [...rest, parts[1], parts[0]], page: null, cuts };
    return { next, isTaken: false, isCutOff };
  }
  if (total <= rows) return { next: { windows: rest, page: null, cuts }, isTaken: true, isCutOff };
  return { next: { windows, page: lastPage(total, mostRows), cuts }, isTaken: false, isCutOff };
}

/** How a window is read after a look at its first page. */
interface Look {
  /** In its place. */
  parts: [Window, Window] | null;
  /** G2A gives away only a part of its rows. */
  isCutOff: boolean;
  /** How much was cut by now; a run is not to go on after `MOST_CUTS`. */
  cuts: number;
}

/** @param seen `now` closes an open end. */
export function lookAt(
  window: Window,
  seen: { total: number; mostRows: number; cuts: number; now: number },
): Look {
  const { total, mostRows, cuts, now } = seen;
  // As many as G2A gives away may be more, if it counts no further.
  if (total < mostRows) return { parts: null, isCutOff: false, cuts };
  const parts = halves(window, now);
  return { parts, isCutOff: parts === null, cuts: cuts + (parts ? 1 : CUT_OFF_COUNTS) };
}

/**
 * Two windows that are the same together: halves of its time, and of its prices when it is one second. Null when it can be
 * cut no further.
 */
function halves(window: Window, now: number): [Window, Window] | null {
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

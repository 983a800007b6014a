import type { PartStatus } from '@tandem/contracts';
import { IN_STOCK, KIND_TAGS, LOW, OUT_OF_STOCK, type ListingTags } from './listing-tags.js';
import type { Parameters } from './parameters.js';
import type { PartFilter } from './part-matching.js';
import { STAFF_STATES } from './staff-states.js';

const SHOWN = '#';
const HIDDEN = '@';
/** No tag has this number. */
const NOWHERE = 0;
const stateMark = (state: number): string =>
  state === STAFF_STATES.active[0] ? SHOWN : `${HIDDEN}s${state}`;
const DELETED_ONES = Object.values(STAFF_STATES).map(([, deleted]) => stateMark(deleted));

/** What only staff narrow a search by. */
export interface StaffNarrowing {
  status?: PartStatus;
  low_stock?: boolean;
  include_deleted?: boolean;
}

/** What documents are narrowed by within the index of words: the marks that they hold beside them. */
export interface SearchMarks {
  /** What marks begin with of documents that whoever searches may see. */
  prefixes: string[];
  /** A document has one of each of these. */
  narrowed: string[][];
  /** A document has none of these. */
  without: string[];
}

/** @param staff how staff narrow their table; null for shoppers, who see what is active and not deleted */
export function marksOf(
  filter: PartFilter,
  tags: ListingTags,
  staff: StaffNarrowing | null,
): SearchMarks {
  const seen = staff?.status ? statesOf(staff.status, staff.include_deleted) : [];
  const prefixes = !staff
    ? [SHOWN]
    : [SHOWN, HIDDEN].filter((one) => seen.length === 0 || seen.some((m) => m.startsWith(one)));
  const narrowed: string[][] = seen.length > 0 ? [seen] : [];
  const oneOf = (values: readonly (number | string)[]): string[] =>
    prefixes.flatMap((prefix) => values.map((value) => `${prefix}${value}`));
  const narrow = (values: readonly (number | string)[]): void => {
    if (values.length > 0) narrowed.push(oneOf(values));
  };
  if (filter.kind) narrow([KIND_TAGS[filter.kind]!]);
  narrow(tags.categories ?? []);
  for (const tag of [tags.genre, tags.platform]) if (tag !== undefined) narrow([tag]);
  narrow(bandsOf(filter));
  narrow(stockOf(filter.in_stock, staff?.low_stock));
  const without = staff?.low_stock === false ? oneOf([LOW]) : [];
  // Deleted parts are fewer than those that are not.
  if (staff && !staff.status && !staff.include_deleted) without.push(...DELETED_ONES);
  return { prefixes, narrowed, without };
}

function statesOf(status: PartStatus, include_deleted = false): string[] {
  const [kept, deleted] = STAFF_STATES[status];
  return (include_deleted ? [kept, deleted] : [kept]).map(stateMark);
}

function stockOf(in_stock?: boolean, low_stock?: boolean): number[] {
  if (low_stock === true && in_stock !== false) return in_stock ? [LOW] : [LOW, OUT_OF_STOCK];
  const isIn = in_stock ?? (low_stock === false ? true : undefined);
  if (isIn === undefined) return [];
  // Nothing is out of stock and not low.
  return [isIn ? IN_STOCK : low_stock === false ? NOWHERE : OUT_OF_STOCK];
}

/** Bands of prices, as `price_band` counts them; one more at each end, as two languages round. */
function bandsOf({ min_price, max_price }: PartFilter): string[] {
  if (min_price === undefined && max_price === undefined) return [];
  const band = (amount: number): number => Math.floor(4 * Math.log10(Math.max(amount, 0.01)));
  const from = min_price === undefined ? -8 : band(Number(min_price)) - 1;
  const to = max_price === undefined ? 4 * 13 : band(Number(max_price)) + 1;
  return Array.from({ length: to - from + 1 }, (_, i) => `p${from + i}`);
}

/**
 * The words of a search, narrowed by marks within the index.
 * @param words null for the marks alone
 * @param among the newest parts, or null for all of them
 */
export function markedQuery(
  words: string | null,
  { prefixes, narrowed, without }: SearchMarks,
  among: readonly string[] | null,
): string {
  // Whoever may see both kinds of marks needs none of them: each document has one. Any other mark says which kind it is of.
  const isSaid = prefixes.length > 1 || narrowed.length > 0;
  const newest = among ?? (isSaid ? null : prefixes);
  return [
    ...(words === null ? [] : [`(${words})`]),
    ...[...(newest ? [newest] : []), ...narrowed].map(anyOf),
    ...(without.length > 0 ? [`!${anyOf(without)}`] : []),
  ].join(' & ');
}

/** Whether an index of marks leads to what a search is narrowed to: what they leave out, or nothing, leads nowhere. */
export const leads = ({ prefixes, narrowed }: SearchMarks): boolean =>
  prefixes.length === 1 || narrowed.length > 0;

/** The same of the marks as a column. */
export function markedRows(
  { prefixes, narrowed, without }: SearchMarks,
  parameters: Parameters,
): string {
  const any = (marks: readonly string[]): string => hasOneOf(marks, parameters);
  return [
    any(prefixes),
    ...narrowed.map(any),
    ...(without.length > 0 ? [`not (${any(without)})`] : []),
  ].join(' and ');
}

export const hasOneOf = (marks: readonly string[], parameters: Parameters): string =>
  `marks && ${parameters.add(marks, 'text[]')}`;

/** Documents with one of the marks, as a query. */
export const anyOf = (marks: readonly string[]): string =>
  `(${marks.map((mark) => `'${mark}'`).join(' | ')})`;

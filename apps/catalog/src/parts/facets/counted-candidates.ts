import type { Candidates } from '../../search/find-candidates.js';
import { KIND_TAGS, stockTag, type ListingTags } from '../../search/listing-tags.js';
import type { PartFilter } from '../../search/part-matching.js';
import type { Counted } from './counted-entries.js';
import { PRICE_RANGES, rangeOf } from './price-ranges.js';

/** What a search ranks, with what is counted of it. */
export interface FoundParts {
  parts: { tags: ReadonlySet<number>; price: number }[];
  /** So many parts match for each that was found. */
  times: number;
  isExact: boolean;
}

/** Of a search in the order of prices. */
export function foundParts({ found, total, all }: Candidates): FoundParts {
  const parts = found.map(({ k, marks }) => ({
    tags: new Set(marks.map((mark) => Number(mark.slice(1))).filter((tag) => tag > 0)),
    price: Number(k),
  }));
  return { parts, times: all ? 1 : Math.max(1, total / Math.max(found.length, 1)), isExact: all };
}

/** Counts, of what a search has found, what is left under these filters. */
export function countFound(
  { parts, times, isExact }: FoundParts,
  { kind, in_stock, min_price, max_price }: PartFilter,
  { categories, genre, platform }: ListingTags,
): Counted {
  const wanted = [kind && KIND_TAGS[kind], genre, platform, stockTag(in_stock)].filter(
    (tag) => typeof tag === 'number',
  );
  const left = parts.filter(
    ({ tags, price }) =>
      wanted.every((tag) => tags.has(tag)) &&
      (!categories || categories.some((tag) => tags.has(tag))) &&
      (min_price === undefined || price >= Number(min_price)) &&
      (max_price === undefined || price <= Number(max_price)),
  );
  const tags = new Map<number, number>();
  const prices = PRICE_RANGES.map(() => 0);
  for (const part of left) {
    for (const tag of part.tags) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    const range = rangeOf(part.price);
    if (range >= 0) prices[range]! += 1;
  }
  const estimated = (count: number): number => Math.round(count * times);
  return {
    tags: new Map([...tags].map(([tag, count]) => [tag, estimated(count)])),
    prices: prices.map(estimated),
    isExact,
  };
}

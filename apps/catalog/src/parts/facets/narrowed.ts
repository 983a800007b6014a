import type { PartFilter } from '../../search/part-matching.js';
import type { FacetName } from './facet.dto.js';

const OWN: Readonly<Record<FacetName, readonly (keyof PartFilter)[]>> = {
  category: ['category'],
  kind: ['kind'],
  in_stock: ['in_stock'],
  price: ['min_price', 'max_price'],
  genre: ['genre'],
  platform: ['platform'],
};

/** Only games have genres and platforms. */
export function facetsOf({ kind, genre, platform }: PartFilter): FacetName[] {
  const common: FacetName[] = ['category', 'kind', 'in_stock', 'price'];
  return kind === 'game' || genre || platform ? [...common, 'genre', 'platform'] : common;
}

/** The filters that a facet is counted under: all but its own. What a list is sorted by matters to none. */
export function withoutOwn(filter: PartFilter, name: FacetName): PartFilter {
  const others = { ...filter, sort: 'newest', limit: 1 };
  for (const own of OWN[name]) delete others[own];
  return others;
}

/** Whether what is kept of the whole shop says it already (decision 0103). */
export function isKept(name: FacetName, others: PartFilter): boolean {
  const { terms, category, kind, genre, platform, in_stock, min_price, max_price } = others;
  if (name === 'in_stock' || name === 'price') return false;
  if (terms || category || genre || platform || in_stock !== undefined || min_price || max_price)
    return false;
  return kind === undefined || (kind === 'game' && (name === 'genre' || name === 'platform'));
}

/** The facets that may be counted among the same entries of an index, and those whose counts are kept. */
export function countedTogether(
  filter: PartFilter,
  names: readonly FacetName[],
): readonly (readonly FacetName[])[] {
  const walked = (name: FacetName): string => {
    const others = withoutOwn(filter, name);
    const { category, kind, min_price, max_price } = others;
    return isKept(name, others)
      ? 'kept'
      : JSON.stringify([category ?? { kind }, min_price, max_price]);
  };
  return [...Map.groupBy(names, walked).values()];
}

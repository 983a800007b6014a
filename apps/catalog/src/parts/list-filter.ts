import { MAX_INT4, decodeCursor, invalidField, isInstant } from '@tandem/kernel';
import {
  ORDERS,
  type ListPosition,
  type PartFilter,
  type SortOrder,
} from '../search/part-matching.js';
import { searchTerms } from '../search/search-terms.js';
import type { PartFilterQuery } from './part.dto.js';

/** The checked filter of a query. */
export function filterOf(
  query: PartFilterQuery & { kind?: string },
  sort: string | undefined,
): PartFilter {
  const { min_price, max_price } = query;
  if (min_price !== undefined && max_price !== undefined && Number(min_price) > Number(max_price))
    throw invalidField('max_price', 'must not be less than min_price');
  const terms = query.q === undefined ? null : searchTerms(query.q);
  return {
    terms,
    category: query.category?.toLowerCase(),
    kind: query.kind,
    genre: query.genre?.toLowerCase(),
    platform: query.platform?.toLowerCase(),
    in_stock: query.in_stock,
    min_price,
    max_price,
    sort: relevantSort(sort, terms !== null),
    limit: query.limit,
  };
}

/** There is nothing to be relevant to without a search. */
function relevantSort(sort: string | undefined, searching: boolean): string {
  if (sort === undefined) return searching ? 'relevance' : 'newest';
  return sort === 'relevance' && !searching ? 'newest' : sort;
}

/** What a value of each type of sort key looks like, as PostgreSQL writes it; nothing that its column can't hold. */
const IS_KEY: Record<string, (text: string) => boolean> = {
  text: () => true,
  integer: (text) => /^\d{1,10}$/.test(text) && Number(text) <= MAX_INT4,
  numeric: (text) => /^\d{1,20}(\.\d{1,30})?$/.test(text),
  bigint: (text) => /^-?\d{1,18}$/.test(text),
  timestamptz: (text) => isInstant(text.replace(' ', 'T').replace(/\+00$/, 'Z')),
};

/** Where a cursor says to go on; it must have been made by a list of the same order. */
export function positionOf(
  cursor: string | undefined,
  filter: PartFilter,
  orders: Readonly<Record<string, SortOrder>> = ORDERS,
): ListPosition | null {
  const place = decodeCursor(cursor, { s: 'string', k: 'string', id: 'int', fuzzy: 'boolean' });
  if (!place) return null;
  const type = orders[filter.sort]?.type ?? 'bigint';
  if (place.s !== filter.sort || !IS_KEY[type]!(place.k) || (place.fuzzy && !filter.terms))
    throw invalidField('cursor', 'is not a cursor of this list');
  return place;
}

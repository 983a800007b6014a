import type { SearchTerms } from './search-terms.js';

/** What both the shop's and the staff's list can be narrowed by. */
export interface PartFilter {
  terms: SearchTerms | null;
  /** Slugs or ids, until `resolveNames` has looked them up. */
  category?: string;
  kind?: string;
  genre?: string;
  platform?: string;
  in_stock?: boolean;
  min_price?: string;
  max_price?: string;
  sort: string;
  limit: number;
}

/** Where a page ended: the last row's sort value and id, and how the search was done. */
export interface ListPosition {
  s: string;
  k: string;
  id: number;
  fuzzy: boolean;
}

export interface SortOrder {
  /** Of the column that a list is sorted by. */
  type: string;
  direction: 'asc' | 'desc';
}

/** Totals up to here are counted, above it estimated. */
export const EXACT_TOTAL = 10_000;

export const ORDERS: Record<string, SortOrder> = {
  newest: { type: 'integer', direction: 'desc' },
  name: { type: 'text', direction: 'asc' },
  price_asc: { type: 'numeric', direction: 'asc' },
  price_desc: { type: 'numeric', direction: 'desc' },
};

/** What is selected of the parts of a page, and whether their total is counted with it, as it is by default. */
export interface PageSelect {
  columns: string;
  joins?: string;
  counted?: boolean;
}

import { less, readAmount } from '@tandem/ui/amount';
import type { LocationQuery } from 'vue-router';

/** The catalogue's filters. */
export interface Filters {
  q?: string;
  category?: string;
  kind?: 'physical' | 'game';
  /** Of games. */
  genre?: string;
  platform?: string;
  in_stock?: true;
  min_price?: string;
  max_price?: string;
  sort?: SortOrder;
}

export type SortOrder = 'relevance' | 'newest' | 'name' | 'price_asc' | 'price_desc';

export const SORTS: { value: SortOrder; title: string }[] = [
  { value: 'relevance', title: 'Best match' },
  { value: 'newest', title: 'Newest' },
  { value: 'name', title: 'Name' },
  { value: 'price_asc', title: 'Price, low to high' },
  { value: 'price_desc', title: 'Price, high to low' },
];

/** The shop's prices, as far as the filter goes: the API compares the number alone. */
export const PRICE_RULES = { currency: 'EUR', max: '999999999.99' };

/** A price as the API writes it; nothing for what is none. */
export function price(typed: string | undefined): string | undefined {
  return (typed && readAmount(typed, PRICE_RULES).amount) || undefined;
}

/** A lowest price above the highest: no product is both, and the shop is not asked. */
export function isUpsideDown({ min_price, max_price }: Filters): boolean {
  return Boolean(min_price && max_price && less(max_price, min_price));
}

function text(value: LocationQuery[string] | undefined): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return one?.trim() || undefined;
}

/** Reads filters from the address; what does not make sense there is left out. */
export function filtersFrom(query: LocationQuery): Filters {
  const kind = text(query.kind);
  const sort = text(query.sort);
  const min = text(query.min_price);
  const max = text(query.max_price);
  return {
    q: text(query.q),
    category: text(query.category),
    kind: kind === 'physical' || kind === 'game' ? kind : undefined,
    genre: text(query.genre),
    platform: text(query.platform),
    in_stock: text(query.in_stock) === 'true' ? true : undefined,
    min_price: price(min),
    max_price: price(max),
    sort: SORTS.find((s) => s.value === sort)?.value,
  };
}

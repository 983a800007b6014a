import type { Facets } from '@tandem/ui';
import { amountText } from '@tandem/ui/amount';
import type { Filters } from './filters';
import { KINDS } from './kinds';

/** A filter that is set, in words, and what takes it away. */
export interface ChosenFilter {
  name: string;
  text: string;
  without: Partial<Filters>;
}

/** The filters that are set, beside words and order. What the shop does not know is shown as it stands in the address. */
export function chosenFilters(filters: Filters, facets: Facets | undefined): ChosenFilter[] {
  const { kind, category, genre, platform, in_stock, min_price, max_price } = filters;
  const labelIn = (facet: 'category' | 'genre' | 'platform', value: string): string =>
    facets?.[facet]?.find((one) => one.value === value)?.label ?? value;
  const chosen: ChosenFilter[] = [];
  if (kind) {
    const text = KINDS.find(({ value }) => value === kind)!.title;
    chosen.push({ name: 'kind', text, without: withKind(undefined) });
  }
  for (const [name, value] of Object.entries({ category, genre, platform })) {
    const facet = name as 'category' | 'genre' | 'platform';
    if (value) chosen.push({ name, text: labelIn(facet, value), without: { [facet]: undefined } });
  }
  if (min_price || max_price)
    chosen.push({
      name: 'price',
      text: pricesText(min_price, max_price),
      without: { min_price: undefined, max_price: undefined },
    });
  if (in_stock)
    chosen.push({ name: 'in_stock', text: 'In stock', without: { in_stock: undefined } });
  return chosen;
}

function pricesText(min: string | undefined, max: string | undefined): string {
  if (!min) return `Up to ${amountText(max!)}`;
  return max ? `${amountText(min)} to ${amountText(max)}` : `${amountText(min)} and more`;
}

/** Only games have genres and platforms: they go with the choice of games. */
export function withKind(kind: Filters['kind']): Partial<Filters> {
  return kind === 'game' ? { kind } : { kind, genre: undefined, platform: undefined };
}

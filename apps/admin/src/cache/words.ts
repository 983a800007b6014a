import type { CacheState } from '@tandem/ui';

const KINDS: Readonly<Record<string, string>> = {
  part: 'Parts',
  game: 'Games',
  stock: 'Stock',
  list: 'Lists',
  total: 'Counts of lists',
  facets: 'Counts of filters',
  category: 'Categories',
  genre: 'Genres',
  platform: 'Platforms',
  cart: 'Carts',
  sync: 'State of syncs',
  warming: 'Read by the warming itself',
};

export const kindText = (kind: string): string => KINDS[kind] ?? kind;

export const percentText = (rate: number | null): string =>
  rate === null
    ? '–'
    : new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(rate);

type PopularRead = CacheState['popular'][number];

/** What a list was narrowed to, in the words of its filters: "kind game, in stock true". */
export function popularText({ part_id, part_name, filters }: PopularRead): string {
  if (!filters) return part_name ?? `Part ${part_id}, which is gone`;
  const said = Object.entries(filters)
    .filter(([name]) => name !== 'limit' && name !== 'facets')
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`);
  return said.length ? `List: ${said.join(', ')}` : 'The whole list';
}

export function stateText({ store, is_used, pending_invalidations }: CacheState): string {
  if (!is_used) return 'The cache is away or in doubt. Shoppers’ reads go to the database.';
  const where = store === 'redis' ? 'The cache is in Redis and in use.' : 'The cache is in memory.';
  if (pending_invalidations === 0) return where;
  return `${where} ${pending_invalidations} changes are still on their way to it.`;
}

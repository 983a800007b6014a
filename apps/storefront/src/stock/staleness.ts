import type { Part } from '@tandem/ui';
import { useFlag } from '../shop';

interface StockAge {
  stale: boolean;
  as_of: string | null;
}

/** A part, or a line of one: where its stock says of when it is. */
export type Counted = Pick<Part, 'kind'> & (Pick<Part, 'stock'> | StockAge);

export const ageOf = (item: Counted): StockAge => ('stock' in item ? item.stock : item);

/**
 * Whether to warn of an item's stock. Switched off, the warehouse counts nothing here; what is shown may still be from
 * before. Games are counted by G2A.
 */
export function useStaleness(): (item: Counted) => boolean {
  const followsWarehouse = useFlag('feature_fe_inventory_sync_fl_catalog_enabled');
  return (item) => ageOf(item).stale && (item.kind === 'game' || followsWarehouse.value);
}

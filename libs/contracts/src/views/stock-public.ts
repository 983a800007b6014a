import { defineView } from './view.js';

/** What shoppers may know of stock; a part that was never stocked has no row. */
export const StockPublic = defineView({
  schema: 'inventory',
  name: 'stock_public',
  readers: ['catalog', 'orders', 'operations'],
  columns: {
    part_id: 'integer',
    current_stock: 'integer',
    available_stock: 'integer',
    is_in_stock: 'boolean',
    is_low_stock: 'boolean',
    version: 'bigint',
    updated_at: 'timestamp(3) with time zone',
    /** The outside system that counts it; null: the shop itself. */
    source: 'text | null',
  },
  select: `
    select part_id, current_stock, current_stock - reserved_quantity as available_stock,
           current_stock > reserved_quantity as is_in_stock,
           current_stock - reserved_quantity <= min_stock_level as is_low_stock, version, updated_at, source
      from inventory.stock_levels`,
});

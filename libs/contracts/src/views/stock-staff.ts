import { defineView } from './view.js';

/** What staff may know of stock. */
export const StockStaff = defineView({
  schema: 'inventory',
  name: 'stock_staff',
  readers: ['catalog'],
  columns: {
    part_id: 'integer',
    current_stock: 'integer',
    reserved_quantity: 'integer',
    min_stock_level: 'integer',
    available_stock: 'integer',
    is_in_stock: 'boolean',
    is_low_stock: 'boolean',
    version: 'bigint',
    last_updated_by: 'uuid | null',
    last_updated_by_name: 'text | null',
    updated_at: 'timestamp(3) with time zone',
  },
  select: `
    select part_id, current_stock, reserved_quantity, min_stock_level,
           current_stock - reserved_quantity as available_stock, current_stock > reserved_quantity as is_in_stock,
           current_stock - reserved_quantity <= min_stock_level as is_low_stock,
           version, last_updated_by, last_updated_by_name, updated_at
      from inventory.stock_levels`,
});

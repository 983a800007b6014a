/** The data of a stock event as its schema wants it. */
export const stock = (partId: number, version: number) => ({
  part_id: partId,
  version,
  current_stock: 5,
  available_stock: 5,
  is_in_stock: true,
  is_low_stock: false,
  updated_at: new Date().toISOString(),
  reason: 'set',
  reserved_quantity: 0,
  min_stock_level: 1,
});

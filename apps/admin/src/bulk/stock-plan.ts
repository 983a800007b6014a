import type { AdminPart } from '@tandem/ui';

/** A selected part, as the table has shown it. */
export type StockedPart = Pick<AdminPart, 'id' | 'sku' | 'part_name' | 'stock'>;

export type StockWay = 'set' | 'add' | 'remove' | 'percent_more' | 'percent_less';

export const STOCK_WAYS: { value: StockWay; title: string }[] = [
  { value: 'set', title: 'Set to a figure' },
  { value: 'add', title: 'Add units' },
  { value: 'remove', title: 'Remove units' },
  { value: 'percent_more', title: 'Raise by a percentage' },
  { value: 'percent_less', title: 'Lower by a percentage' },
];

export const isShare = (way: StockWay): boolean => way.startsWith('percent');

/** What a stock becomes; percentages give whole units, half ones up. */
export function stockAfter(current: number, way: StockWay, value: number): number {
  switch (way) {
    case 'set':
      return value;
    case 'add':
      return current + value;
    case 'remove':
      return current - value;
    case 'percent_more':
      return Math.round((current * (100 + value)) / 100);
    case 'percent_less':
      return Math.round((current * (100 - value)) / 100);
  }
}

export interface PlannedStock {
  part: StockedPart;
  after: number;
  /** Why the stock can't become so. */
  problem: string | null;
}

/** What becomes of the stock of each part. */
export function planStock(
  parts: readonly StockedPart[],
  way: StockWay,
  value: number,
): PlannedStock[] {
  return parts.map((part) => {
    const { current_stock, reserved_quantity } = part.stock;
    const after = stockAfter(current_stock, way, value);
    const problem = after < reserved_quantity ? `${reserved_quantity} reserved` : null;
    return { part, after, problem };
  });
}

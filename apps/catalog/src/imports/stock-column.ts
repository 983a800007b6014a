import type { FieldError } from '@tandem/kernel';
import type { Queryable } from '@tandem/persistence';
import { asText } from './file-format.js';
import type { ImportColumn } from './import-fields.js';
import type { RowFields } from './row-fields.js';

const MOST_UNITS = 1_000_000_000;

/** What there is of a part, as inventory publishes it. */
export interface Shelf {
  current_stock: number;
  reserved_quantity: number;
}

const EMPTY: Shelf = { current_stock: 0, reserved_quantity: 0 };

export const hasStock = (columns: readonly ImportColumn[]): boolean =>
  columns.some(({ field }) => field === 'stock');

/** What there is of these parts; one that inventory has not heard of yet is missing. */
export async function readShelves(
  db: Queryable,
  partIds: readonly number[],
): Promise<Map<number, Shelf>> {
  const rows = await db.query<Shelf & { part_id: number }>(
    `select part_id, current_stock, reserved_quantity from inventory.stock_staff where part_id = any ($1::integer[])`,
    [partIds],
  );
  return new Map(rows.map(({ part_id, ...shelf }) => [part_id, shelf]));
}

/** The units that a row asks for, unless there are as many already. Inventory judges once more when it is told. */
export function stockOf(
  { stock }: RowFields,
  shelf: Shelf = EMPTY,
): { units?: number; errors: FieldError[] } {
  const wrong = (message: string) => ({ errors: [{ field: 'stock', message }] });
  if (stock === undefined) return { errors: [] };
  if (stock === null) return wrong('can’t be cleared: write 0');
  const text = asText(stock).trim();
  const units = /^\d{1,10}(?:\.0+)?$/.test(text) ? Number(text) : NaN;
  if (!(units <= MOST_UNITS)) return wrong(`must be a whole number from 0 to ${MOST_UNITS}`);
  if (units === shelf.current_stock) return { errors: [] };
  if (units < shelf.reserved_quantity)
    return wrong(`would be below the ${shelf.reserved_quantity} reserved for open orders`);
  return { units, errors: [] };
}

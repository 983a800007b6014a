import { toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import type { OrderUpdate } from '@tandem/ui';
import type { OrderSort, OrderStatus, StaffOrder } from './types';

export interface OrderFilters {
  status?: OrderStatus;
  user_id?: string;
  q?: string;
  /** Days as a date field has them, in the reader's own zone, both included. */
  from?: string;
  to?: string;
  sort?: OrderSort;
}

/** The rows with what has become of one of them; the same array when it is not among them or not newer. */
export function withUpdate(rows: StaffOrder[], { order_id, version, data }: OrderUpdate) {
  const at = rows.findIndex(({ id }) => id === order_id);
  if (at < 0 || rows[at]!.version >= version) return rows;
  const status = data.status as OrderStatus;
  const { reason, total, refunded, updated_at } = data;
  return rows.with(at, { ...rows[at]!, version, status, reason, total, refunded, updated_at });
}

/** What of a list stands before the reader. */
export interface Shown {
  rows: readonly StaffOrder[];
  /** The first page: whatever is newer belongs on it. */
  first: boolean;
  /** Older ones follow on the next page. */
  more: boolean;
  filters: OrderFilters;
}

/**
 * Whether an order that is not shown would be, were the page fetched now. On later pages nothing is: rows there would move
 * under the reader's eyes.
 */
export function belongsHere({ data }: OrderUpdate, { rows, first, more, filters }: Shown): boolean {
  if (!first || rows.some(({ id }) => id === data.order_id)) return false;
  const { status, user_id, q, to, sort } = filters;
  // A search is for an order that is there; a range that has ended gets no newcomers.
  if (q || (to && new Date(`${to}T23:59:59.999`) < new Date(data.updated_at))) return false;
  if (status && status !== data.status) return false;
  if (user_id && user_id !== data.user_id) return false;
  if (!more || !rows.length) return true;
  return comesBefore(data, rows.at(-1)!, sort);
}

/** Whether it would stand above this row. */
function comesBefore(
  one: { number: number; total: Money },
  row: StaffOrder,
  sort: OrderSort | undefined,
): boolean {
  const later = one.number > row.number;
  if (sort === 'oldest') return !later;
  if (sort !== 'total_asc' && sort !== 'total_desc') return later;
  const more = toMinor(one.total) - toMinor(row.total);
  if (sort === 'total_asc') return more < 0n || (more === 0n && !later);
  return more > 0n || (more === 0n && later);
}

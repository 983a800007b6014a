import type { OrderUpdate } from '@tandem/ui';
import type { OrderStatus, StaffOrder } from './types';

export interface OrderFilters {
  status?: OrderStatus;
  user_id?: string;
  q?: string;
  /** Days as a date field has them, in the reader's own zone, both included. */
  from?: string;
  to?: string;
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
  const { status, user_id, q, to } = filters;
  // A search is for an order that is there; a range that has ended gets no newcomers.
  if (q || (to && new Date(`${to}T23:59:59.999`) < new Date(data.updated_at))) return false;
  if (status && status !== data.status) return false;
  if (user_id && user_id !== data.user_id) return false;
  return !more || data.number > rows.at(-1)!.number;
}

/** The days of a filter as points in time: from the first moment of one to the last of the other. */
export function timesOf({ from, to }: Pick<OrderFilters, 'from' | 'to'>) {
  const start = (day: string, later = 0) => {
    const date = new Date(`${day}T00:00:00`);
    if (Number.isNaN(date.getTime())) return undefined;
    date.setDate(date.getDate() + later);
    return date.toISOString();
  };
  return { from: from && start(from), to: to && start(to, 1) };
}

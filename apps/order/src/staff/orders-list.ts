import { decodeCursor, encodeCursor } from '@tandem/kernel';
import type { OrderRow } from '../orders/order/order.js';
import { ORDER_COLUMNS } from '../orders/order/order-store.js';
import type { OrderSort } from './order-sorts.js';
import { parseOrderSearch } from './order-search.js';
import type { StaffOrdersQuery } from './staff.dto.js';

/** Numbers are given in the order of time, so "newest" is the highest one. */
/** Each has an index behind it that is read in this order: a sum alone would leave the place of equal ones open. */
const ORDERS: Readonly<Record<OrderSort, { keys: readonly string[]; way: 'asc' | 'desc' }>> = {
  newest: { keys: ['o.number'], way: 'desc' },
  oldest: { keys: ['o.number'], way: 'asc' },
  total_desc: { keys: ['o.total_minor', 'o.number'], way: 'desc' },
  total_asc: { keys: ['o.total_minor', 'o.number'], way: 'asc' },
};

const sortOf = ({ sort }: StaffOrdersQuery): OrderSort => sort ?? 'newest';
const isByTotal = (sort: OrderSort): boolean => ORDERS[sort].keys.length > 1;

/** Where the next page goes on. */
export function cursorAfter(
  query: StaffOrdersQuery,
  { number, total_minor }: Pick<OrderRow, 'number' | 'total_minor'>,
): string {
  const total = isByTotal(sortOf(query)) ? { total: total_minor.toString() } : {};
  return encodeCursor({ ...total, number });
}

/**
 * One page and a row more. Only what was asked for is in the statement, so that each mix of filters is planned for itself;
 * null: nothing can match.
 */
export function ordersStatement(
  query: StaffOrdersQuery,
): { sql: string; values: unknown[] } | null {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (sql: (...places: string[]) => string, ...given: unknown[]): void => {
    parts.push(sql(...given.map((value) => `$${values.push(value)}`)));
  };
  if (query.status) add((status) => `o.status = ${status}`, query.status);
  if (query.user_id) add((user) => `o.user_id = ${user}`, query.user_id);
  if (query.from) add((from) => `o.created_at >= ${from}`, query.from);
  if (query.to) add((to) => `o.created_at < ${to}`, query.to);
  if (query.q) {
    const search = parseOrderSearch(query.q);
    if (!search) return null;
    const { number, ids } = search;
    if (number !== null && ids) {
      add(
        (exact, from, to) => `(o.number = ${exact} or o.id between ${from} and ${to})`,
        number,
        ids.from,
        ids.to,
      );
    } else if (ids) add((from, to) => `o.id between ${from} and ${to}`, ids.from, ids.to);
    else add((exact) => `o.number = ${exact}`, number);
  }
  const { keys, way } = ORDERS[sortOf(query)];
  const place = placeOf(query);
  if (place) {
    add(
      (...at) => `(${keys.join(', ')}) ${way === 'desc' ? '<' : '>'} (${at.join(', ')})`,
      ...place,
    );
  }
  const where = parts.length > 0 ? `where ${parts.join(' and ')}` : '';
  const order = keys.map((key) => `${key} ${way}`).join(', ');
  return {
    sql: `select ${ORDER_COLUMNS} from orders o ${where} order by ${order} limit ${query.limit + 1}`,
    values,
  };
}

/** @throws DomainError 422 on `cursor` when it was made for another order. */
function placeOf(query: StaffOrdersQuery): unknown[] | null {
  if (isByTotal(sortOf(query))) {
    const place = decodeCursor(query.cursor, { total: 'bigint', number: 'integer' });
    return place ? [place.total, place.number] : null;
  }
  const place = decodeCursor(query.cursor, { number: 'integer' });
  return place ? [place.number] : null;
}

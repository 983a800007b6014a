import type { OrderRow } from './order.js';

/** A write was based on another version of the order than the one its lock found. */
export class OrderChanged extends Error {
  constructor(readonly order: OrderRow) {
    super('the order has changed since it was read');
  }
}

/** Behind the order's lock. @throws OrderChanged when a version was named and it is another by now. */
export function assertVersion(order: OrderRow, expected: number | undefined): void {
  if (expected !== undefined && expected !== order.version) throw new OrderChanged(order);
}

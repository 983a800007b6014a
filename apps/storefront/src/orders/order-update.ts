import type { Order, OrderStatus, OrderUpdate } from '@tandem/ui';

/** The order with what the update says, or as it was when the update is not newer. */
export function withUpdate<O extends Order>(
  order: O | undefined,
  update: OrderUpdate,
): O | undefined {
  if (!order || update.version <= order.version) return order;
  const { status, reason, total, refunded, updated_at } = update.data;
  return {
    ...order,
    status: status as OrderStatus,
    reason,
    total,
    refunded,
    updated_at,
    version: update.version,
  };
}

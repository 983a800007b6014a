import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderFailed,
  OrderFulfilmentRequested,
  OrderKeysUpdated,
  OrderParcelHandedOver,
  OrderPaid,
  OrderRefunded,
  type EventData,
  type OrderStatus,
} from '@tandem/contracts';
import { fromMinor } from '@tandem/kernel';
import { newEvent, type NewEvent } from '@tandem/messaging';
import { counter } from '@tandem/observability';
import type { OrderLine, OrderRow } from './order.js';

const EVENT_OF: Partial<Record<OrderStatus, typeof OrderCreated>> = {
  created: OrderCreated,
  paid: OrderPaid,
  fulfilment_requested: OrderFulfilmentRequested,
  completed: OrderCompleted,
  failed: OrderFailed,
  cancelled: OrderCancelled,
};

/** What every event of an order tells: the whole order as it stands after the change. */
function orderEventData(
  order: OrderRow,
  lines: readonly OrderLine[],
): EventData<typeof OrderCreated> {
  return {
    order_id: order.id,
    version: order.version,
    number: order.number,
    user_id: order.user_id,
    status: order.status,
    payment_method: order.payment_method,
    total: fromMinor(order.total_minor, order.currency),
    refunded: fromMinor(order.refunded_minor, order.currency),
    items: lines.map(({ unit_price_minor, ...line }) => ({
      ...line,
      unit_price: fromMinor(unit_price_minor, order.currency),
    })),
    reason: order.reason,
    updated_at: order.updated_at.toISOString(),
  };
}

/** A transaction that is rolled back afterwards has counted too, which is rare. */
const moved = counter('orders_moved', {
  unit: '{order}',
  description: 'Orders that came into a status: created, paid, completed, failed, cancelled.',
});

/** The event of the state an order has just come into; none for `awaiting_payment`, of which nobody outside knows. */
export function orderEvents(order: OrderRow, lines: readonly OrderLine[]): NewEvent[] {
  moved.add(1, { status: order.status });
  const event = EVENT_OF[order.status];
  return event ? [newEvent(event, orderEventData(order, lines))] : [];
}

export function refundEvent(
  order: OrderRow,
  lines: readonly OrderLine[],
  refund: { id: string; amountMinor: bigint },
): NewEvent {
  return newEvent(OrderRefunded, {
    ...orderEventData(order, lines),
    refund: { refund_id: refund.id, amount: fromMinor(refund.amountMinor, order.currency) },
  });
}

/** Something about the keys of an order is news to its owner: pages that show it fetch it again. */
export function keysEvent(order: OrderRow, lines: readonly OrderLine[]): NewEvent {
  return newEvent(OrderKeysUpdated, orderEventData(order, lines));
}

/** The order stays where it is: keys of it are still to come. */
export function parcelEvent(order: OrderRow, lines: readonly OrderLine[]): NewEvent {
  return newEvent(OrderParcelHandedOver, orderEventData(order, lines));
}

import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderFailed = defineEvent({
  type: 'order.failed',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'An order failed. Its stock is released and the shopper is not charged.',
  schema: orderChange,
});

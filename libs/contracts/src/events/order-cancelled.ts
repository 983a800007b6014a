import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderCancelled = defineEvent({
  type: 'order.cancelled',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'An order was cancelled before fulfilment. The payment is refunded.',
  schema: orderChange,
});

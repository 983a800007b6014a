import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderPaid = defineEvent({
  type: 'order.paid',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'An order was paid. Its stock is reserved.',
  schema: orderChange,
});

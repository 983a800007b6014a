import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderCompleted = defineEvent({
  type: 'order.completed',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'An order was completed. The shopper has received all of its items.',
  schema: orderChange,
});

import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderCreated = defineEvent({
  type: 'order.created',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'A shopper placed an order. Its stock is not reserved and it is not paid yet.',
  schema: orderChange,
});

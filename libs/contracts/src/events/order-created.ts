import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderCreated = defineEvent({
  type: 'order.created',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'A shopper ordered; nothing is reserved or paid yet.',
  schema: orderChange,
});

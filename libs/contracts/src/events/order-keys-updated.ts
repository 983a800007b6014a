import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderKeysUpdated = defineEvent({
  type: 'order.keys_updated',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'A game key of an order is ready, was shown, was replaced, or its money goes back.',
  schema: orderChange,
});

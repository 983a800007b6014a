import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderCancelled = defineEvent({
  type: 'order.cancelled',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'The order was called off before fulfilment; what was paid goes back.',
  schema: orderChange,
});

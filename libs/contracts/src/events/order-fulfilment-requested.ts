import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderFulfilmentRequested = defineEvent({
  type: 'order.fulfilment_requested',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'What was paid for is to be handed over.',
  schema: orderChange,
});

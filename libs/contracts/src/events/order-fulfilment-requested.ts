import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderFulfilmentRequested = defineEvent({
  type: 'order.fulfilment_requested',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'A paid order is ready to be fulfilled.',
  schema: orderChange,
});

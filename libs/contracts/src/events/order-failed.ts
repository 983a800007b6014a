import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderFailed = defineEvent({
  type: 'order.failed',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'The order did not come about; nothing is held and nothing was kept.',
  schema: orderChange,
});

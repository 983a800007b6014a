import { defineEvent } from '../define-event.js';
import { orderRefund } from '../order-fragments.js';

export const OrderRefunded = defineEvent({
  type: 'order.refunded',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'An order was refunded in full or in part.',
  schema: orderRefund,
});

import { defineEvent } from '../define-event.js';
import { orderChange } from '../order-fragments.js';

export const OrderParcelHandedOver = defineEvent({
  type: 'order.parcel_handed_over',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'order',
  aggregateKey: 'order_id',
  summary: 'The physical items of an order were handed over. The order waits for game keys.',
  schema: orderChange,
});

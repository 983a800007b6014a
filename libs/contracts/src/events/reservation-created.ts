import { defineEvent } from '../define-event.js';
import { reservationChange } from '../fragments.js';

export const ReservationCreated = defineEvent({
  type: 'reservation.created',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'reservation',
  aggregateKey: 'order_id',
  summary: 'Stock was reserved for an order.',
  schema: reservationChange,
});

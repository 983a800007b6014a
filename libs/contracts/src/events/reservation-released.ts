import { defineEvent } from '../define-event.js';
import { reservationChange } from '../fragments.js';

export const ReservationReleased = defineEvent({
  type: 'reservation.released',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'reservation',
  aggregateKey: 'order_id',
  summary: 'A reservation was released. Its stock is available again.',
  schema: reservationChange,
});

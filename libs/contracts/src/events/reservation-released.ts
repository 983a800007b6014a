import { defineEvent } from '../define-event.js';
import { reservationChange } from '../fragments.js';

export const ReservationReleased = defineEvent({
  type: 'reservation.released',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'reservation',
  aggregateKey: 'order_id',
  summary: 'Held stock was given back.',
  schema: reservationChange,
});

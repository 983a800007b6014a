import { defineEvent } from '../define-event.js';
import { reservationChange } from '../fragments.js';

export const ReservationCommitted = defineEvent({
  type: 'reservation.committed',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'reservation',
  aggregateKey: 'order_id',
  summary: 'A reservation was committed. Its stock was sold.',
  schema: reservationChange,
});

import { defineEvent } from '../define-event.js';
import { reservationEnd } from '../fragments.js';

export const ReservationExpired = defineEvent({
  type: 'reservation.expired',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'reservation',
  aggregateKey: 'order_id',
  summary:
    'A reservation expired. Its stock is available again, or, if the reason is stock_lost, it does not exist.',
  schema: reservationEnd,
});

import {
  ReservationCommitted,
  ReservationCreated,
  ReservationExpired,
  ReservationReleased,
  type EventData,
  type HoldEnd,
} from '@tandem/contracts';
import type { NewEvent } from '@tandem/messaging';
import type { Reservation } from './reservation.js';

const EVENTS = {
  held: ReservationCreated,
  committed: ReservationCommitted,
  released: ReservationReleased,
  expired: ReservationExpired,
};

/** The event of the state a reservation has just come into. */
export function reservationEvent(reservation: Reservation, end: HoldEnd = 'time_up'): NewEvent {
  const data: EventData<typeof ReservationCreated> = {
    order_id: reservation.order_id,
    reservation_id: reservation.id,
    version: reservation.version,
    lines: reservation.lines,
    expires_at: reservation.expires_at.toISOString(),
  };
  const why = reservation.state === 'expired' ? { reason: end } : {};
  return { event: EVENTS[reservation.state], data: { ...data, ...why } } as NewEvent;
}

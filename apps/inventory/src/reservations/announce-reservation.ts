import {
  ReservationCommitted,
  ReservationCreated,
  ReservationExpired,
  ReservationReleased,
} from '@tandem/contracts';
import type { Outbox } from '@tandem/messaging';
import type { EntityManager } from 'typeorm';
import type { Reservation, ReservationState } from './reservation.js';

const EVENTS = {
  held: ReservationCreated,
  committed: ReservationCommitted,
  released: ReservationReleased,
  expired: ReservationExpired,
} satisfies Record<ReservationState, unknown>;

/** The event of the state a reservation has just come into. */
export async function announceReservation(
  tx: EntityManager,
  outbox: Outbox,
  reservation: Reservation,
): Promise<void> {
  await outbox.add(tx, EVENTS[reservation.state], {
    order_id: reservation.order_id,
    reservation_id: reservation.id,
    version: reservation.version,
    lines: reservation.lines,
    expires_at: reservation.expires_at.toISOString(),
  });
}

import { conflict } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { ReservationState } from '../reservations/reservation.js';

export interface TooMuch {
  part_id: number;
  requested: number;
  /** What can still come back of this part of the order. */
  returnable: number;
}

export const returnMismatch = (returnId: string): DomainError =>
  conflict(
    'return_mismatch',
    `Return ${returnId} was already recorded with different items. A repeated call must send the same items.`,
  );

export const notSold = (orderId: string, state: ReservationState): DomainError =>
  conflict(
    'reservation_not_committed',
    `The goods of order ${orderId} were never shipped: its reservation is ${state}.`,
    {
      state,
    },
  );

export const returnTooMuch = (lines: readonly TooMuch[]): DomainError =>
  conflict('return_too_much', 'More units would be returned than were sold.', { lines });

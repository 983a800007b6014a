import { DomainError } from '@tandem/http';
import type { ReservationState } from './reservation.js';

export interface Shortage {
  part_id: number;
  requested: number;
  available: number;
}

export const insufficientStock = (lines: readonly Shortage[]) =>
  new DomainError('insufficient_stock', 409, 'There is not enough stock for every line.', {
    lines,
  });

export const otherLinesReserved = (orderId: string) =>
  new DomainError(
    'reservation_mismatch',
    409,
    `Order ${orderId} has reserved other lines before: a repeated call must name the same ones.`,
  );

export const reservationOver = (orderId: string, state: ReservationState) =>
  new DomainError('reservation_over', 409, `The reservation of order ${orderId} is ${state}.`, {
    state,
  });

export const reservationNotFound = (orderId: string) =>
  new DomainError('not_found', 404, `Order ${orderId} has no reservation.`);

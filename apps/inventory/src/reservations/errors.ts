import { conflict, notFound, type DomainError } from '@tandem/http';
import type { ReservationState, Shortage } from './reservation.js';

export const insufficientStock = (lines: readonly Shortage[]): DomainError =>
  conflict('insufficient_stock', 'There is not enough stock for every line.', { lines });

export const otherLinesReserved = (orderId: string): DomainError =>
  conflict(
    'reservation_mismatch',
    `Order ${orderId} has reserved other lines before: a repeated call must name the same ones.`,
  );

export const reservationOver = (orderId: string, state: ReservationState): DomainError =>
  conflict('reservation_over', `The reservation of order ${orderId} is ${state}.`, { state });

export const reservationNotFound = (orderId: string): DomainError =>
  notFound('reservation of order', orderId);

import { conflict, notFound } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { ReservationState, Shortage } from './reservation.js';

export const insufficientStock = (lines: readonly Shortage[]): DomainError =>
  conflict('insufficient_stock', 'Not enough stock for every item.', { lines });

export const otherLinesReserved = (orderId: string): DomainError =>
  conflict(
    'reservation_mismatch',
    `Order ${orderId} has already reserved different items. A repeated call must send the same items.`,
  );

export const reservationOver = (orderId: string, state: ReservationState): DomainError =>
  conflict('reservation_over', `The reservation of order ${orderId} is ${state}.`, { state });

export const reservationNotFound = (orderId: string): DomainError =>
  notFound('reservation of order', orderId);

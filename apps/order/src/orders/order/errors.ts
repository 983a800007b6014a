import type { OrderStatus } from '@tandem/contracts';
import { DomainError, conflict, invalidField, notFound } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import type { Shortage } from '../../clients/inventory-client.js';

export const orderNotFound = (id: string): DomainError => notFound('order', id);

export const cartEmpty = (): DomainError =>
  new DomainError('cart_empty', 'invalid', 'Your cart is empty.');

export const notForSale = (lines: readonly Shortage[]): DomainError =>
  conflict('insufficient_stock', 'Something in your cart is no longer for sale.', { lines });

const insufficientStock = (lines: readonly Shortage[]): DomainError =>
  conflict('insufficient_stock', 'Not enough stock for every item.', { lines });

export const priceChanged = (total: Money): DomainError =>
  conflict('price_changed', 'The total has changed. Please check your cart.', { total });

export const orderTooLarge = ({ amount, currency }: Money): DomainError =>
  invalidField('total', `must be at most ${amount} ${currency}. Please split the order.`);

export const keyReused = (): DomainError =>
  new DomainError(
    'idempotency_key_reused',
    'invalid',
    'This Idempotency-Key was already used for a different order.',
  );

/** The outcome is not known yet; the saga goes on and the same key finds it. */
export const orderInProgress = (orderId: string): DomainError =>
  new DomainError(
    'order_in_progress',
    'unavailable',
    'Your order is still being processed. Repeat the request with the same Idempotency-Key.',
    {
      order_id: orderId,
      retry_after: 1,
    },
  );

export const illegalMove = (status: OrderStatus, wanted: OrderStatus): DomainError =>
  conflict('illegal_move', `An order that is ${status} cannot be changed to ${wanted}.`, {
    order_status: status,
  });

/** What the shopper is told of an order that did not come about: the same words each time the key comes back. */
export function orderFailure(
  reason: string | null,
  failure: Record<string, unknown> | null,
  orderId: string,
): DomainError {
  switch (reason) {
    case 'insufficient_stock':
      return insufficientStock((failure?.['lines'] ?? []) as Shortage[]);
    case 'insufficient_funds':
      return conflict('insufficient_funds', 'Your wallet balance is too low.', {
        ...failure,
      });
    case 'stock_lost':
      return conflict(
        'order_failed',
        'An item of this order is no longer available. You have not been charged.',
        { order_id: orderId, reason },
      );
    case 'payment_refused':
      return conflict(
        'order_failed',
        'The payment provider declined this payment. You have not been charged, and your cart is unchanged. Please choose another way to pay.',
        { order_id: orderId, reason, ...failure },
      );
    default:
      return conflict('order_failed', 'The order could not be placed. You have not been charged.', {
        order_id: orderId,
        reason,
      });
  }
}

export const stockNotCommitted = (orderId: string): DomainError =>
  conflict('stock_not_committed', `Order ${orderId} is still being processed. Please try again.`, {
    retry_after: 1,
  });

export const keysOutstanding = (pending: number): DomainError =>
  conflict(
    'keys_outstanding',
    `${pending} game keys of this order are still to come. It can be completed when they are there, or refunded.`,
    { pending },
  );

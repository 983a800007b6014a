import { toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import type { PaymentMethod } from '../../money/payment-methods.js';

/**
 * Everything that a POST asks for belongs to its Idempotency-Key: a key that comes with anything else stands for something else.
 * The same wish always gives the same text, in whatever form an amount was written.
 */
export function askedOf(wish: {
  paymentMethod: PaymentMethod;
  expectedTotal?: Money | undefined;
}): string {
  const { paymentMethod, expectedTotal: total } = wish;
  const expected = total ? `${toMinor(total)} ${total.currency}` : null;
  return JSON.stringify([paymentMethod, expected]);
}

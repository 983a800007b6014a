import type { Tx } from '@tandem/persistence';

/** What becomes of an order when its payment is decided. Orders implement it; money knows no order beyond this. */
export abstract class PaymentOutcome {
  /**
   * The money has come, in the transaction that books it. Locks the order.
   * @returns 'too_late' when the order has ended without it: the caller sends the money back.
   */
  abstract paymentSettled(tx: Tx, orderId: string): Promise<'paid' | 'too_late'>;

  /** The money will never come, in the transaction that notes it. Nothing happens to an order that has ended otherwise. */
  abstract paymentFailed(tx: Tx, orderId: string, reason: string): Promise<void>;
}

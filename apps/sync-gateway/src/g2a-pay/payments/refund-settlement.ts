import type { Tx } from '@tandem/persistence';
import type { Payment } from './payment.js';

/** What refunds make of a payment's new figures. Refunds know payments, and payments only this. */
export abstract class RefundSettlement {
  /** In the transaction that moved the payment. */
  abstract settle(tx: Tx, payment: Payment): Promise<void>;
}

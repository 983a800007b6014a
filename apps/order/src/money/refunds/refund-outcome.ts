import type { Tx } from '@tandem/persistence';
import type { Refund } from './refund.js';

/** What a refund is made of: an order as money knows it. */
export interface OrderToRefund {
  id: string;
  user_id: string;
  currency: string;
  payment_method: string;
  status: string;
  /** Its refunds go on under it. */
  correlation_id: string | null;
}

/** What becomes of an order when its money goes back. */
export abstract class RefundOutcome {
  /** @throws DomainError not_found. */
  abstract lockToRefund(tx: Tx, orderId: string): Promise<OrderToRefund>;

  /** The money has gone back, in the transaction that books it, behind the order's lock. */
  abstract refundSettled(tx: Tx, refund: Refund): Promise<void>;
}

import { fromWire } from './amounts.js';
import { ProviderAway } from './provider-errors.js';
import type { PaymentStatus, ProviderStatus } from './provider-status.js';

/** G2A's own pages and clients spell some of them in several ways. */
const STATUSES: Record<string, PaymentStatus> = {
  new: 'pending',
  pending: 'pending',
  complete: 'complete',
  completed: 'complete',
  rejected: 'rejected',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  partial_refunded: 'partial_refunded',
  partially_refunded: 'partial_refunded',
  refunded: 'refunded',
};

/**
 * Reads the answer of `GET /rest/transactions/{id}`.
 * @throws ProviderAway when it is not one that can be believed in full: a half-read status settles nothing.
 */
export function readProviderStatus(transactionId: string, answer: unknown): ProviderStatus {
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<
    string,
    unknown
  >;
  const { userOrderId, amount, currency, status, refundedAmount } = fields;
  const given = fields['transactionId'] ?? fields['id'];
  const known = STATUSES[String(status).toLowerCase().replaceAll(' ', '_')];
  try {
    if (typeof currency !== 'string' || known === undefined || String(given) !== transactionId) {
      throw new RangeError('unexpected fields');
    }
    const amountMinor = fromWire(amount, currency);
    const refundedMinor = fromWire(refundedAmount ?? '0', currency);
    if (refundedMinor < 0n || refundedMinor > amountMinor) throw new RangeError('unlikely sums');
    return {
      transactionId,
      paymentId: String(userOrderId),
      amountMinor,
      currency,
      status: known,
      refundedMinor,
    };
  } catch (cause) {
    throw new ProviderAway('a transaction that cannot be read', { reached: true, cause });
  }
}

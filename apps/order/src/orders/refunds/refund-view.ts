import { fromMinor } from '@tandem/kernel';
import type { Refund } from '../../money/refunds/refund.js';
import type { RefundDto } from './refunds.dto.js';

/** A refund as it was when it was asked for, whatever became of it since: a repeated POST gets the very same answer. */
export function firstRefundView(refund: Refund): RefundDto {
  // To a wallet it goes in the transaction that asks for it; with a provider it waits.
  const status = refund.payment_id === null ? 'settled' : 'requested';
  return { ...refundView(refund), status, restocked_at: null, last_error: null };
}

/** A refund as staff see it. */
export function refundView(refund: Refund): RefundDto {
  return {
    id: refund.id,
    order_id: refund.order_id,
    amount: fromMinor(refund.amount_minor, refund.currency),
    status: refund.status,
    reason: refund.reason,
    restock: refund.restock,
    restocked_at: refund.restocked_at?.toISOString() ?? null,
    last_error: refund.last_error,
    created_at: refund.created_at.toISOString(),
  };
}

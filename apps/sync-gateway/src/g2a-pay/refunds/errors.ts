import { conflict, fromMinor } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { PaymentStatus } from '../client/provider-status.js';

export const otherRefund = (refundId: string): DomainError =>
  conflict('refund_mismatch', `Refund ${refundId} was already requested with different amounts.`);

export const notRefundable = (status: PaymentStatus): DomainError =>
  conflict('not_refundable', `A payment that is ${status} cannot be refunded.`, {
    payment_status: status,
  });

export const overRefund = (left: bigint, currency: string): DomainError =>
  conflict('over_refund', 'This is more than can still be refunded.', {
    refundable: fromMinor(left, currency),
  });

export const refundRefused = (code: string | null): DomainError =>
  conflict('refund_refused', 'G2A PAY refused this refund.', { provider_code: code });

import {
  DomainError,
  conflict,
  fromMinor,
  invalidField,
  notFound,
  unavailable,
} from '@tandem/http';
import type { PaymentStatus } from './payment.js';

export const paymentNotFound = (paymentId: string): DomainError =>
  notFound('G2A PAY payment', paymentId);

export const currencyNotTaken = (): DomainError =>
  invalidField('amount.currency', 'must be one with two decimals: G2A PAY takes no other');

export const otherPayment = (paymentId: string): DomainError =>
  conflict('payment_mismatch', `Payment ${paymentId} was already started with a different amount.`);

export const paymentOver = (status: PaymentStatus): DomainError =>
  conflict('payment_over', `This payment is ${status}.`, { payment_status: status });

export const paymentRefused = (code: string): DomainError =>
  conflict('payment_refused', 'G2A PAY declined this payment.', { provider_code: code });

export const providerAway = (): DomainError => unavailable('G2A PAY is not answering.', 2);

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
  conflict('refund_refused', 'G2A PAY has refused this refund.', { provider_code: code });

/** Says the same whatever was wrong, so that nobody can feel their way to a right signature. */
export const notSigned = (): DomainError =>
  new DomainError('invalid_signature', 401, 'This notification is not signed by G2A PAY.');

export const tooManyForgeries = (retryAfterSeconds: number): DomainError =>
  new DomainError('rate_limited', 429, 'Too many unsigned notifications.', {
    retry_after: retryAfterSeconds,
  });

export const notAForm = (): DomainError =>
  new DomainError(
    'unsupported_media_type',
    415,
    'A notification is sent as application/x-www-form-urlencoded.',
  );

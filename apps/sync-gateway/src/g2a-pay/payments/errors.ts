import { conflict, invalidField, notFound, unavailable } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { PaymentStatus } from '../client/provider-status.js';

export const paymentNotFound = (paymentId: string): DomainError =>
  notFound('G2A PAY payment', paymentId);

export const currencyNotTaken = (): DomainError =>
  invalidField(
    'amount.currency',
    'must be a currency with two decimals, because G2A PAY accepts no other',
  );

export const otherPayment = (paymentId: string): DomainError =>
  conflict('payment_mismatch', `Payment ${paymentId} was already started with a different amount.`);

export const paymentOver = (status: PaymentStatus): DomainError =>
  conflict('payment_over', `This payment is ${status}.`, { payment_status: status });

export const paymentRefused = (code: string): DomainError =>
  conflict('payment_refused', 'G2A PAY declined this payment.', { provider_code: code });

export const providerAway = (): DomainError => unavailable('G2A PAY is not answering.', 2);

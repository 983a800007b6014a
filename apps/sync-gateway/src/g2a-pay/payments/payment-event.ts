import { G2aPaymentUpdated } from '@tandem/contracts';
import { fromMinor } from '@tandem/kernel';
import { newEvent, type NewEvent } from '@tandem/messaging';
import type { Payment } from './payment.js';

/** The event of how a payment stands since its latest change. */
export function paymentUpdated(payment: Payment): NewEvent {
  return newEvent(G2aPaymentUpdated, {
    payment_id: payment.payment_id,
    version: payment.version,
    status: payment.status,
    amount: fromMinor(payment.amount_minor, payment.currency),
    refunded: fromMinor(payment.refunded_minor, payment.currency),
    transaction_id: payment.transaction_id,
    updated_at: payment.updated_at.toISOString(),
  });
}

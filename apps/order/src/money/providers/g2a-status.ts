import type { EventData, G2aPaymentUpdated } from '@tandem/contracts';
import { toMinor } from '@tandem/kernel';
import type { ProviderStatus } from './payment-provider.js';

export type G2aUpdate = EventData<typeof G2aPaymentUpdated>;
export type G2aStatus = G2aUpdate['status'];

const MEANS: Readonly<Record<G2aStatus, ProviderStatus['status']>> = {
  pending: 'pending',
  complete: 'paid',
  partial_refunded: 'paid',
  refunded: 'paid',
  rejected: 'failed',
  cancelled: 'cancelled',
};

export function statusOf(status: G2aStatus): ProviderStatus['status'] {
  return MEANS[status];
}

/** What the sync gateway says of a payment, in the words of the port. */
export function providerStatusOf(
  update: Omit<G2aUpdate, 'updated_at' | 'payment_id'>,
): ProviderStatus {
  return {
    status: statusOf(update.status),
    reference: update.transaction_id,
    amountMinor: toMinor(update.amount),
    refundedMinor: toMinor(update.refunded),
    currency: update.amount.currency,
    version: update.version,
  };
}

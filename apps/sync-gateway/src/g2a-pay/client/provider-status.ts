export const PAYMENT_STATUSES = [
  'pending',
  'rejected',
  'cancelled',
  'complete',
  'partial_refunded',
  'refunded',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** What G2A PAY's REST side says of a transaction, in our words. */
export interface ProviderStatus {
  transactionId: string;
  paymentId: string;
  amountMinor: bigint;
  currency: string;
  status: PaymentStatus;
  refundedMinor: bigint;
}

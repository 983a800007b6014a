export const STATUSES = [
  'pending',
  'complete',
  'rejected',
  'canceled',
  'partial_refunded',
  'refunded',
] as const;
export type TransactionStatus = (typeof STATUSES)[number];

/** What createQuote made: a payment page that waits for its buyer. Amounts in hundredths. */
export interface Quote {
  token: string;
  userOrderId: string;
  amount: bigint;
  currency: string;
  description: string;
  urlOk: string;
  urlFailure: string;
  transactionId?: string;
}

export interface Transaction {
  id: string;
  userOrderId: string;
  amount: bigint;
  currency: string;
  status: TransactionStatus;
  refunded: bigint;
  /** Refunds that were accepted and do not show yet. */
  unconfirmed: bigint;
  createdAt: Date;
  completedAt: Date | null;
}

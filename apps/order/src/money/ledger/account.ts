/** Where money lies. A credit is positive: a wallet that gets +5 is owed 5 more by the shop. */
export type Account = { kind: 'wallet'; userId: string } | { kind: ShopAccount };

/** What the shop sold, what G2A PAY holds for it, what payments cost it, and where invented money of tests comes from. */
export type ShopAccount = 'sales' | 'g2a_pay' | 'fees' | 'test_funds';

export type EntryType = 'purchase' | 'top_up' | 'refund' | 'fee';

export interface Posting {
  account: Account;
  amountMinor: bigint;
}

/** One movement of money: all of it or nothing is booked, and once. */
export interface Entry {
  type: EntryType;
  /** What moved it: an order, a payment or a refund. Of a type, each source is booked once. */
  sourceId: string;
  userId: string;
  orderId?: string;
  paymentId?: string;
  refundId?: string;
  currency: string;
  /** As the customer sees it: a purchase is negative. Zero where it costs the shop only. */
  amountMinor: bigint;
  paymentMethod: string;
  /** They add up to nothing. */
  postings: readonly Posting[];
}

/** Two postings that take `amountMinor` from one account to another. */
export function transfer(from: Account, to: Account, amountMinor: bigint): Posting[] {
  return [
    { account: from, amountMinor: -amountMinor },
    { account: to, amountMinor },
  ];
}

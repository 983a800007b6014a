import type { ShopAccount } from '../ledger/account.js';

/** How a payment stands at the one who takes the money. */
export interface ProviderStatus {
  /** `paid` also when some of it has gone back since. */
  status: 'pending' | 'paid' | 'failed' | 'cancelled';
  /** The provider's own number of it. */
  reference: string | null;
  amountMinor: bigint;
  refundedMinor: bigint;
  currency: string;
  /** Only grows; an older one never overwrites a newer one. */
  version: number;
}

/** A payment as its provider is told of it. */
export interface PaymentToTake {
  id: string;
  currency: string;
  amount_minor: bigint;
  description: string;
}

export interface RefundOrder {
  refundId: string;
  paymentId: string;
  amountMinor: bigint;
  currency: string;
}

/**
 * Somebody who takes money for us. Every call is safe to repeat: it is made again after a crash or a lost answer. A call
 * that gets no answer throws `unavailable`: what happened is then unknown.
 *
 * A further one is a class that implements this, a line in the registry (`payment-providers.ts`, and its module), its name
 * in `payment-methods.ts`, its account in `ShopAccount`, and both in the CHECKs of `orders.payment_method` and
 * `ledger_accounts.kind`.
 */
export interface PaymentProvider {
  readonly method: string;
  /** Where the money it has taken lies. */
  readonly account: ShopAccount;
  /** What it keeps of a settled payment; the shop bears it. */
  feeOf(amountMinor: bigint): bigint;
  /** Where the shopper pays, or `settled` when the money is there at once. */
  begin(payment: PaymentToTake, returnUrl: string): Promise<{ redirectUrl: string } | 'settled'>;
  /** Null when the provider has never heard of it. */
  status(payment: PaymentToTake): Promise<ProviderStatus | null>;
  /** `pending`: taken on, ask again. */
  refund(refund: RefundOrder): Promise<'settled' | 'pending'>;
  /** The shopper shall not pay any more. Who pays all the same is found by `status`. */
  cancel(paymentId: string): Promise<void>;
}

/** Who takes money for us, for orders and for wallets: names of `PaymentProvider`s. */
const PROVIDER_METHODS = ['g2a_pay'] as const;

/** What people call them, in mails and on invoices. */
export const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  g2a_pay: 'G2A PAY',
} satisfies Record<(typeof PROVIDER_METHODS)[number], string>;

/** How a wallet is filled. `test` is invented money: never in production. */
export const TOP_UP_METHODS = [...PROVIDER_METHODS, 'test'] as const;

export const PAYMENT_METHODS = ['balance', ...PROVIDER_METHODS] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

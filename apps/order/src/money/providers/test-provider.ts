import type { PaymentProvider, PaymentToTake, ProviderStatus } from './payment-provider.js';

/** Invented money for development and tests: there at once. Never in production. */
export class TestProvider implements PaymentProvider {
  readonly method = 'test';
  readonly account = 'test_funds';

  feeOf(): bigint {
    return 0n;
  }

  async begin(): Promise<'settled'> {
    return 'settled';
  }

  async status({ amount_minor, currency }: PaymentToTake): Promise<ProviderStatus> {
    return {
      status: 'paid',
      reference: null,
      amountMinor: amount_minor,
      refundedMinor: 0n,
      currency,
      version: 1,
    };
  }

  async refund(): Promise<'settled'> {
    return 'settled';
  }

  async cancel(): Promise<void> {}
}

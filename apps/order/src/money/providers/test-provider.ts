import type { Payment, PaymentTruth } from '../payments/payment.js';
import type { PaymentProvider } from './payment-provider.js';

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

  async truth({ amount_minor, currency }: Payment): Promise<PaymentTruth> {
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

import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Database, transaction } from '@tandem/persistence';
import { PaymentProviders } from '../providers/payment-providers.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import type { Payment } from './payment.js';
import { readPayment, storeRedirect } from './payment-store.js';

/** Takes a payment that is on record to its provider. Whoever does it again gets the same. */
@Injectable()
export class BeginPayment {
  constructor(
    private readonly database: Database,
    private readonly providers: PaymentProviders,
    private readonly applyProviderStatus: ApplyProviderStatus,
  ) {}

  /** @returns the payment as it stands afterwards. */
  async begin(payment: Payment, returnUrl: string): Promise<Payment> {
    if (payment.status !== 'pending' || payment.redirect_url !== null) return payment;
    const provider = this.providers.of(payment.provider);
    const answer = await provider.begin(payment, returnUrl);
    faultPoint('payment.begun');
    const told = answer === 'settled' ? await provider.status(payment) : null;
    return transaction(this.database, async (tx) => {
      if (told) await this.applyProviderStatus.apply(tx, payment.id, told);
      else if (answer !== 'settled') await storeRedirect(tx, payment.id, answer.redirectUrl);
      return (await readPayment(tx, payment.id))!;
    });
  }
}

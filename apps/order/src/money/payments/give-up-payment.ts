import { Injectable } from '@nestjs/common';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { PaymentProviders } from '../providers/payment-providers.js';
import { ApplyProviderStatus } from './apply-provider-status.js';
import type { Payment, PaymentStatus } from './payment.js';
import { giveUpPayment, lockPayment } from './payment-store.js';

const log = logger('payments');

/**
 * Ends a payment that nobody waits for any more, unless its provider knows that the money has come. When the provider
 * does not answer it ends all the same: what comes late is found by its checks, and is credited or sent back.
 */
@Injectable()
export class GiveUpPayment {
  constructor(
    private readonly database: Database,
    private readonly providers: PaymentProviders,
    private readonly applyProviderStatus: ApplyProviderStatus,
  ) {}

  async giveUp(payment: Payment): Promise<PaymentStatus> {
    if (payment.status !== 'pending') return payment.status;
    const provider = this.providers.of(payment.provider);
    const told = await provider.status(payment).catch((error: unknown) => {
      log.warn(
        { err: error, payment_id: payment.id },
        'a payment was given up, and the provider could not be asked about it',
      );
      return null;
    });
    const status = await transaction(this.database, async (tx) => {
      if (told) await this.applyProviderStatus.apply(tx, payment.id, told);
      await giveUpPayment(tx, payment.id);
      return (await lockPayment(tx, payment.id))!.status;
    });
    if (status === 'cancelled') await this.tell(payment);
    return status;
  }

  private async tell(payment: Payment): Promise<void> {
    try {
      await this.providers.of(payment.provider).cancel(payment.id);
    } catch (error) {
      log.warn(
        { err: error, payment_id: payment.id },
        'the payment provider could not be told that a payment was cancelled',
      );
    }
  }
}

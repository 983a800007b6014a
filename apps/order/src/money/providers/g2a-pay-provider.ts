import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { g2aBegunAnswer, g2aPaymentAnswer, g2aRefundAnswer } from '@tandem/contracts';
import { DomainError, fromMinor } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../../config.js';
import { providerStatusOf } from './g2a-status.js';
import type {
  PaymentProvider,
  PaymentToTake,
  ProviderStatus,
  RefundOrder,
} from './payment-provider.js';
import { shareOf } from './share-of.js';

/** The sync gateway asks G2A in turn. */
const DEADLINE_MS = 5_000;
const BASE = '/internal/g2a-pay/payments';

/** G2A PAY, to which the sync gateway alone speaks. */
@Injectable()
export class G2aPayProvider implements PaymentProvider, OnApplicationShutdown {
  readonly method = 'g2a_pay';
  readonly account = 'g2a_pay';
  private readonly client: InternalClient;
  private readonly feeBasisPoints: number;

  constructor({ syncUrl, serviceKey, g2aPayFeeBasisPoints }: OrderConfig) {
    this.feeBasisPoints = g2aPayFeeBasisPoints;
    this.client = new InternalClient({
      baseUrl: syncUrl,
      service: 'sync-gateway',
      name: 'G2A PAY',
      caller: 'order',
      key: serviceKey,
      deadlineMs: DEADLINE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  feeOf(amountMinor: bigint): bigint {
    return shareOf(amountMinor, this.feeBasisPoints);
  }

  async begin(payment: PaymentToTake, returnUrl: string): Promise<{ redirectUrl: string }> {
    const answer = await this.client.call('POST', BASE, {
      answer: g2aBegunAnswer,
      idempotencyKey: payment.id,
      body: {
        payment_id: payment.id,
        amount: fromMinor(payment.amount_minor, payment.currency),
        description: payment.description,
        return_url: returnUrl,
      },
    });
    return { redirectUrl: answer.redirect_url };
  }

  async status({ id }: PaymentToTake): Promise<ProviderStatus | null> {
    try {
      const answer = g2aPaymentAnswer;
      return providerStatusOf(await this.client.call('GET', `${BASE}/${id}`, { answer }));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  async refund(refund: RefundOrder): Promise<'settled' | 'pending'> {
    const answer = await this.client.call('POST', `${BASE}/${refund.paymentId}/refunds`, {
      answer: g2aRefundAnswer,
      idempotencyKey: refund.refundId,
      body: {
        refund_id: refund.refundId,
        amount: fromMinor(refund.amountMinor, refund.currency),
      },
    });
    return answer.status;
  }

  async cancel(paymentId: string): Promise<void> {
    await this.client.call('POST', `${BASE}/${paymentId}/cancel`, { idempotencyKey: paymentId });
  }
}

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, fromMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../../config.js';
import { providerStatusOf, type G2aStatus } from './g2a-status.js';
import type {
  PaymentProvider,
  PaymentToTake,
  ProviderStatus,
  RefundOrder,
} from './payment-provider.js';
import { shareOf } from './share-of.js';

interface G2aPayment {
  payment_id: string;
  status: G2aStatus;
  transaction_id: string | null;
  amount: Money;
  refunded: Money;
  version: number;
}

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
    const answer = await this.client.call<{ redirect_url: string }>('POST', BASE, {
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
      return providerStatusOf(await this.client.call<G2aPayment>('GET', `${BASE}/${id}`));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  async refund(refund: RefundOrder): Promise<'settled' | 'pending'> {
    const answer = await this.client.call<{ status: 'settled' | 'pending' }>(
      'POST',
      `${BASE}/${refund.paymentId}/refunds`,
      {
        idempotencyKey: refund.refundId,
        body: {
          refund_id: refund.refundId,
          amount: fromMinor(refund.amountMinor, refund.currency),
        },
      },
    );
    return answer.status;
  }

  async cancel(paymentId: string): Promise<void> {
    await this.client.call('POST', `${BASE}/${paymentId}/cancel`, { idempotencyKey: paymentId });
  }
}

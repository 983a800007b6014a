import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { counter, logger } from '@tandem/observability';
import { afterCommit, type Tx } from '@tandem/persistence';
import { transfer, type ShopAccount } from '../ledger/account.js';
import { BookEntry } from '../ledger/book-entry.js';
import type { ProviderStatus } from '../providers/payment-provider.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { RequestRefund } from '../refunds/request-refund.js';
import { decide, type Decision, type Payment } from './payment.js';
import { PaymentOutcome } from './payment-outcome.js';
import { lockPayment, noteProviderStatus } from './payment-store.js';

const log = logger('payments');
const security = logger('security');
const applied = counter('payments_news', {
  unit: '{message}',
  description: 'News of payments by provider and by what they came to.',
});

/**
 * What a provider says of a payment, however we came to hear it: an event, an answer to our question. The row is locked
 * first; money, state of the payment and state of its order change in this one transaction, once.
 */
@Injectable()
export class ApplyProviderStatus {
  constructor(
    private readonly providers: PaymentProviders,
    private readonly ledger: BookEntry,
    private readonly refunds: RequestRefund,
    private readonly outcome: PaymentOutcome,
  ) {}

  /** @throws Error for a payment that was never begun here: nobody but us can have asked for it. */
  async apply(tx: Tx, paymentId: string, told: ProviderStatus): Promise<Decision> {
    const payment = await lockPayment(tx, paymentId);
    if (!payment) throw new Error(`payment ${paymentId} was never begun here`);
    const decision = decide(payment, told);
    applied.add(1, { provider: payment.provider, judgement: decision });
    switch (decision) {
      case 'settle':
        await this.settle(tx, payment, told);
        break;
      case 'fail':
        await noteProviderStatus(tx, payment.id, 'failed', told);
        await this.tellOrder(tx, payment, 'payment_rejected');
        break;
      case 'cancel':
        await noteProviderStatus(tx, payment.id, 'cancelled', told);
        await this.tellOrder(tx, payment, 'payment_cancelled');
        break;
      case 'note':
        await noteProviderStatus(tx, payment.id, payment.status, told);
        break;
      case 'refuse':
        security.warn(
          {
            event: 'payment_amount_mismatch',
            payment_id: payment.id,
            ours: `${payment.amount_minor} ${payment.currency}`,
            theirs: `${told.amountMinor} ${told.currency}`,
          },
          'the payment provider reports another amount than the payment has',
        );
        break;
      case 'stale':
        break;
    }
    return decision;
  }

  private async settle(tx: Tx, payment: Payment, told: ProviderStatus): Promise<void> {
    await noteProviderStatus(tx, payment.id, 'settled', told);
    if (payment.order_id === null) await this.credit(tx, payment);
    else await this.payOrder(tx, payment, payment.order_id);
    await this.bookFee(tx, payment);
  }

  private async credit(tx: Tx, payment: Payment): Promise<void> {
    const wallet = { kind: 'wallet', userId: payment.user_id } as const;
    await this.ledger.book(tx, {
      ...linksOf(payment),
      type: 'top_up',
      sourceId: payment.id,
      amountMinor: payment.amount_minor,
      postings: transfer(this.accountOf(payment), wallet, payment.amount_minor),
    });
  }

  /** The order's row is locked before anything refers to it, as everywhere. */
  private async payOrder(tx: Tx, payment: Payment, orderId: string): Promise<void> {
    afterCommit(tx, () => faultPoint('payment.settled'));
    const came = await this.outcome.paymentSettled(tx, orderId);
    await this.ledger.book(tx, {
      ...linksOf(payment),
      type: 'purchase',
      sourceId: orderId,
      amountMinor: -payment.amount_minor,
      postings: transfer(this.accountOf(payment), { kind: 'sales' }, payment.amount_minor),
    });
    if (came === 'paid') return;
    await this.refunds.request(tx, {
      order: { id: orderId },
      amountMinor: 'rest',
      reason: 'paid_too_late',
      restock: [],
      requestedBy: null,
    });
    log.warn(
      { payment_id: payment.id, order_id: orderId },
      'a payment came too late and is refunded',
    );
  }

  private async bookFee(tx: Tx, payment: Payment): Promise<void> {
    const fee = this.providers.of(payment.provider).feeOf(payment.amount_minor);
    if (fee === 0n) return;
    await this.ledger.book(tx, {
      ...linksOf(payment),
      type: 'fee',
      sourceId: payment.id,
      amountMinor: 0n,
      postings: transfer({ kind: 'fees' }, this.accountOf(payment), fee),
    });
  }

  private accountOf({ provider }: Payment): { kind: ShopAccount } {
    return { kind: this.providers.of(provider).account };
  }

  private async tellOrder(tx: Tx, payment: Payment, reason: string): Promise<void> {
    if (payment.order_id !== null) await this.outcome.paymentFailed(tx, payment.order_id, reason);
  }
}

function linksOf(payment: Payment) {
  return {
    userId: payment.user_id,
    ...(payment.order_id === null ? {} : { orderId: payment.order_id }),
    paymentId: payment.id,
    currency: payment.currency,
    paymentMethod: payment.provider,
  };
}

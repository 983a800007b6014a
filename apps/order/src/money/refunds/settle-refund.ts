import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { counter } from '@tandem/observability';
import type { Tx } from '@tandem/persistence';
import type { Account } from '../ledger/account.js';
import { transfer } from '../ledger/account.js';
import { BookEntry } from '../ledger/book-entry.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { CarryOutRefund } from './carry-out-refund.js';
import type { Refund } from './refund.js';
import { RefundOutcome } from './refund-outcome.js';
import { markSettled, readRefund } from './refund-store.js';

const settled = counter('refunds_settled', {
  unit: '{refund}',
  description: 'Refunds by payment method.',
});

/** The money has gone back: state, ledger, order, event and mail in one transaction, once. */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly ledger: BookEntry,
    private readonly outcome: RefundOutcome,
    private readonly providers: PaymentProviders,
    private readonly jobs: Jobs,
  ) {}

  async settle(tx: Tx, { id, order_id }: Refund): Promise<Refund> {
    const { correlation_id: correlationId } = await this.outcome.lockToRefund(tx, order_id);
    const refund = await markSettled(tx, id);
    if (!refund) return (await readRefund(tx, id))!;
    await this.book(tx, refund);
    await this.outcome.refundSettled(tx, refund);
    if (refund.restock.length > 0) {
      await this.jobs.enqueue(tx, CarryOutRefund, { refund_id: id }, { key: id, correlationId });
    }
    settled.add(1, { payment_method: refund.payment_method });
    return refund;
  }

  private async book(tx: Tx, refund: Refund): Promise<void> {
    const to: Account =
      refund.payment_id === null
        ? { kind: 'wallet', userId: refund.user_id }
        : { kind: this.providers.of(refund.payment_method).account };
    await this.ledger.book(tx, {
      type: 'refund',
      sourceId: refund.id,
      userId: refund.user_id,
      orderId: refund.order_id,
      ...(refund.payment_id === null ? {} : { paymentId: refund.payment_id }),
      refundId: refund.id,
      currency: refund.currency,
      amountMinor: refund.amount_minor,
      paymentMethod: refund.payment_method,
      postings: transfer({ kind: 'sales' }, to, refund.amount_minor),
    });
  }
}

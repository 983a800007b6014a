import { Injectable } from '@nestjs/common';
import { Outbox } from '@tandem/messaging';
import { counter } from '@tandem/observability';
import { prepared } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';
import { refundEvent } from '../../orders/order/order-events.js';
import { enqueueOrderMail } from '../../orders/order/order-mails.js';
import { lockOrder, ORDER_COLUMNS, readLines, toOrderRow } from '../../orders/order/order-store.js';
import type { Account } from '../ledger/account.js';
import { transfer } from '../ledger/account.js';
import { BookEntry } from '../ledger/book-entry.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import type { Refund } from './refund.js';
import { markSettled, readRefund } from './refund-store.js';

const settled = counter('refunds_settled', {
  unit: '{refund}',
  description: 'Refunds by payment method.',
});

/* An order of which everything has gone back is refunded; one that was called off stays what it is. */
const GIVE_BACK = `
update orders o
   set refunded_minor = o.refunded_minor + $2,
       status = case when o.refunded_minor + $2 = o.total_minor and o.status in ('paid', 'fulfilment_requested', 'completed')
                     then 'refunded' else o.status end
 where o.id = $1 returning ${ORDER_COLUMNS}`;

/** The money has gone back: state, ledger, order, event and mail in one transaction, once. */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly ledger: BookEntry,
    private readonly outbox: Outbox,
    private readonly providers: PaymentProviders,
  ) {}

  async run(tx: EntityManager, { id, order_id }: Refund): Promise<Refund> {
    await prepared(tx, lockOrder(order_id));
    const refund = await markSettled(tx, id);
    if (!refund) return (await readRefund(tx, id))!;
    await this.book(tx, refund);
    const [rows] = await tx.query<[object[], number]>(GIVE_BACK, [
      order_id,
      refund.amount_minor.toString(),
    ]);
    const order = toOrderRow(rows[0]!);
    const amount = { id, amountMinor: refund.amount_minor };
    await this.outbox.addMany(tx, [refundEvent(order, await readLines(tx, order_id), amount)]);
    await enqueueOrderMail(tx, 'order_refunded', {
      orderId: order_id,
      userId: refund.user_id,
      refundId: id,
    });
    settled.add(1, { payment_method: refund.payment_method });
    return refund;
  }

  private async book(tx: EntityManager, refund: Refund): Promise<void> {
    const to: Account =
      refund.payment_id === null
        ? { kind: 'wallet', userId: refund.user_id }
        : { kind: this.providers.of(refund.payment_method).account };
    await this.ledger.run(tx, {
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

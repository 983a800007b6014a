import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { MailQueue } from '@tandem/mail';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import type { Refund } from '../../money/refunds/refund.js';
import type { RefundOutcome } from '../../money/refunds/refund-outcome.js';
import { TellOfKeys } from '../keys/tell-of-keys.js';
import { orderNotFound } from '../order/errors.js';
import type { OrderRow } from '../order/order.js';
import { refundEvent } from '../order/order-events.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import { lockOrder, ORDER_COLUMNS, readLines, toOrderRow } from '../order/order-store.js';
import { KEY_UNAVAILABLE } from '../order/refund-reasons.js';

/* An order of which everything has gone back is refunded; one that was called off stays what it is. */
const GIVE_BACK = `
update orders o
   set refunded_minor = o.refunded_minor + $2,
       status = case when o.refunded_minor + $2 = o.total_minor and o.status in ('paid', 'fulfilment_requested', 'completed')
                     then 'refunded' else o.status end
 where o.id = $1 returning ${ORDER_COLUMNS}`;

/** What a refund makes of its order: state, event and mail. */
@Injectable()
export class RefundOfOrder implements RefundOutcome {
  constructor(
    private readonly mails: MailQueue,
    private readonly jobs: Jobs,
  ) {}

  async lockToRefund(tx: Tx, orderId: string): Promise<OrderRow> {
    const [row] = await tx.query<object>(lockOrder(orderId));
    if (!row) throw orderNotFound(orderId);
    return toOrderRow(row);
  }

  async refundSettled(tx: Tx, refund: Refund): Promise<void> {
    const { id, order_id, user_id, amount_minor } = refund;
    const rows = await tx.query<object>(GIVE_BACK, [order_id, amount_minor.toString()]);
    const order = toOrderRow(rows[0]!);
    const lines = await readLines(tx, order_id);
    await outbox.addMany(tx, [refundEvent(order, lines, { id, amountMinor: amount_minor })]);
    if (refund.reason === KEY_UNAVAILABLE) {
      // Games that could not be had are told of together, in a mail of their own.
      const told = { key: order_id, correlationId: order.correlation_id };
      await this.jobs.enqueue(tx, TellOfKeys, { order_id }, told);
      return;
    }
    await enqueueOrderMail(tx, this.mails, 'order_refunded', {
      orderId: order_id,
      userId: user_id,
      refundId: id,
    });
  }
}

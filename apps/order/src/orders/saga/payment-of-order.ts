import { Injectable } from '@nestjs/common';
import { MailQueue } from '@tandem/mail';
import { outbox } from '@tandem/messaging';
import { afterCommit, type Tx } from '@tandem/persistence';
import type { PaymentOutcome } from '../../money/payments/payment-outcome.js';
import { orderEvents } from '../order/order-events.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import {
  lockOrder,
  noteSteps,
  ORDER_COLUMNS,
  readLines,
  toOrderRow,
} from '../order/order-store.js';
import { CommitStep } from './commit-step.js';
import { FailOrder } from './fail-order.js';

/** What a payment makes of its order. */
@Injectable()
export class PaymentOfOrder implements PaymentOutcome {
  constructor(
    private readonly commits: CommitStep,
    private readonly failOrder: FailOrder,
    private readonly mails: MailQueue,
  ) {}

  async paymentSettled(tx: Tx, orderId: string): Promise<'paid' | 'too_late'> {
    const [row] = await tx.query<object>(lockOrder(orderId));
    const order = toOrderRow(row!);
    if (order.status !== 'created' && order.status !== 'awaiting_payment') {
      await noteSteps(tx, orderId, [
        { step: 'pay', outcome: 'refused', detail: { reason: 'too_late' } },
      ]);
      return 'too_late';
    }
    const rows = await tx.query<object>(
      `update orders o set status = 'paid', next_step = 'commit', due_at = clock_timestamp(), attempts = 0
        where o.id = $1 returning ${ORDER_COLUMNS}`,
      [orderId],
    );
    const paid = toOrderRow(rows[0]!);
    await noteSteps(tx, orderId, [{ step: 'pay', outcome: 'done' }]);
    await enqueueOrderMail(tx, this.mails, 'order_paid', { orderId, userId: paid.user_id });
    await outbox.addMany(tx, orderEvents(paid, await readLines(tx, orderId)));
    afterCommit(tx, () => this.commits.add(orderId));
    return 'paid';
  }

  async paymentFailed(tx: Tx, orderId: string, reason: string): Promise<void> {
    const [row] = await tx.query<object>(lockOrder(orderId));
    const order = toOrderRow(row!);
    if (order.status !== 'created' && order.status !== 'awaiting_payment') return;
    await this.failOrder.fail(tx, order, await readLines(tx, orderId), {
      reason,
      step: 'await_payment',
      outcome: 'refused',
      release: true,
      mail: true,
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Outbox } from '@tandem/messaging';
import { afterCommit, prepared } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';
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

/** The money of an order has come, in the transaction that books it. */
@Injectable()
export class PaymentSettled {
  constructor(
    private readonly outbox: Outbox,
    private readonly commits: CommitStep,
  ) {}

  /** 'too_late' when the order has ended without it: the caller sends the money back. */
  async run(tx: EntityManager, orderId: string): Promise<'paid' | 'too_late'> {
    const [row] = await prepared<object>(tx, lockOrder(orderId));
    const order = toOrderRow(row!);
    if (order.status !== 'created' && order.status !== 'awaiting_payment') {
      await noteSteps(tx, orderId, [
        { step: 'pay', outcome: 'refused', detail: { reason: 'too_late' } },
      ]);
      return 'too_late';
    }
    const [rows] = await tx.query<[object[], number]>(
      `update orders o set status = 'paid', next_step = 'commit', due_at = clock_timestamp(), attempts = 0
        where o.id = $1 returning ${ORDER_COLUMNS}`,
      [orderId],
    );
    const paid = toOrderRow(rows[0]!);
    await noteSteps(tx, orderId, [{ step: 'pay', outcome: 'done' }]);
    await enqueueOrderMail(tx, 'order_paid', { orderId, userId: paid.user_id });
    await this.outbox.addMany(tx, orderEvents(paid, await readLines(tx, orderId)));
    afterCommit(tx, () => this.commits.add(orderId));
    return 'paid';
  }
}

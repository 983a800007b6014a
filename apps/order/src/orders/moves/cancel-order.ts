import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { MailQueue } from '@tandem/mail';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { RequestRefund } from '../../money/refunds/request-refund.js';
import { illegalMove, orderNotFound } from '../order/errors.js';
import { canCancel, type OrderLine, type OrderRow } from '../order/order.js';
import { orderEvents } from '../order/order-events.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import { lockOrder, ORDER_COLUMNS, readLines, toOrderRow } from '../order/order-store.js';
import { assertVersion } from '../order/order-version.js';
import { OrderSaga } from '../saga/order-saga.js';

export interface CancelCommand {
  orderId: string;
  reason: string;
  /** A shopper reaches only orders of their own; null: staff. */
  shopperId: string | null;
  requestedBy: string;
  /** Of the order that was looked at; another by now: it stays. */
  version?: number | undefined;
}

/**
 * Calls an order off before anything was handed over. State, refund and event are one transaction; what the order holds is
 * let go of right after it, and by the recovery worker if this process dies in between.
 */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly database: Database,
    private readonly refunds: RequestRefund,
    private readonly saga: OrderSaga,
    private readonly config: OrderConfig,
    private readonly mails: MailQueue,
  ) {}

  /** @throws DomainError not_found, illegal_move; OrderChanged. */
  async cancel(command: CancelCommand): Promise<OrderRow> {
    const { order, lines, moved } = await transaction(
      this.database,
      (tx, [row]) => this.cancelLocked(tx, row, command),
      lockOrder(command.orderId),
    );
    faultPoint('order.cancelled');
    if (!moved) return order;
    return this.saga.drive(order, lines, performance.now() + this.config.answerDeadlineMs);
  }

  private async cancelLocked(
    tx: Tx,
    row: object | undefined,
    { orderId, reason, shopperId, requestedBy, version }: CancelCommand,
  ): Promise<{ order: OrderRow; lines: OrderLine[]; moved: boolean }> {
    const order = row && toOrderRow(row);
    if (!order || (shopperId !== null && order.user_id !== shopperId)) throw orderNotFound(orderId);
    assertVersion(order, version);
    const lines = await readLines(tx, orderId);
    if (order.status === 'cancelled') return { order, lines, moved: false };
    if (!canCancel(order.status)) throw illegalMove(order.status, 'cancelled');
    const rows = await tx.query<object>(
      `update orders o set status = 'cancelled', reason = $2, next_step = 'release', attempts = 0,
              due_at = clock_timestamp() + interval '5 seconds'
        where o.id = $1 returning ${ORDER_COLUMNS}`,
      [orderId, reason],
    );
    const cancelled = toOrderRow(rows[0]!);
    await outbox.addMany(tx, orderEvents(cancelled, lines));
    await enqueueOrderMail(tx, this.mails, 'order_cancelled', { orderId, userId: order.user_id });
    const paid = order.status === 'paid' ? order.total_minor - order.refund_requested_minor : 0n;
    if (paid > 0n) {
      await this.refunds.request(tx, {
        order: cancelled,
        amountMinor: paid,
        reason: 'cancelled',
        restock: [],
        requestedBy,
      });
    }
    return { order: cancelled, lines, moved: true };
  }
}

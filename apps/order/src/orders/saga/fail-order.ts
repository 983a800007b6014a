import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { MailQueue } from '@tandem/mail';
import { outbox } from '@tandem/messaging';
import { afterCommit, Database, transaction, type Tx } from '@tandem/persistence';
import { returnToCart } from '../../cart/carts/take-cart.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { orderEvents } from '../order/order-events.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import { lockOrder, noteSteps, ORDER_COLUMNS, toOrderRow } from '../order/order-store.js';
import type { StepResult } from './step-result.js';

export interface Failure {
  reason: string;
  /** The step that failed, for the record. */
  step: string;
  outcome: 'refused' | 'retry';
  detail?: Record<string, unknown>;
  /** Stock or a payment may be held: the next step lets go of it. */
  release: boolean;
  /** The shopper is gone and learns it by mail. */
  mail?: boolean;
}

/** Ends an order that did not come about. What was ordered goes back into the cart, in the same transaction. */
@Injectable()
export class FailOrder {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly mails: MailQueue,
  ) {}

  /** In a transaction of its own, if the order still stands where the step found it. */
  async unlessMoved(
    order: OrderRow,
    lines: readonly OrderLine[],
    failure: Failure | ((tx: Tx) => Promise<Failure>),
  ): Promise<StepResult> {
    const failed = await transaction(
      this.database,
      async (tx, [row]) => {
        const current = toOrderRow(row!);
        if (current.status !== order.status || current.next_step !== order.next_step) {
          return 'stale' as const;
        }
        const why = typeof failure === 'function' ? await failure(tx) : failure;
        return this.fail(tx, current, lines, why);
      },
      lockOrder(order.id),
    );
    faultPoint('order.failed');
    return failed;
  }

  /** `order` must be locked by this transaction. */
  async fail(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLine[],
    failure: Failure,
  ): Promise<OrderRow> {
    const rows = await tx.query<object>(
      `update orders o set status = 'failed', reason = $2, failure = $3, attempts = 0,
              next_step = case when $4 then 'release' end, due_at = case when $4 then clock_timestamp() end
        where o.id = $1 returning ${ORDER_COLUMNS}`,
      [order.id, failure.reason, failure.detail ?? null, failure.release],
    );
    const failed = toOrderRow(rows[0]!);
    const { step, outcome, detail, reason } = failure;
    await noteSteps(tx, order.id, [{ step, outcome, detail: { reason, ...detail } }]);
    const effects = await returnToCart(tx, order.user_id, lines);
    await outbox.addMany(tx, orderEvents(failed, lines));
    if (failure.mail) {
      await enqueueOrderMail(tx, this.mails, 'order_failed', {
        orderId: order.id,
        userId: order.user_id,
      });
    }
    afterCommit(tx, () => applyEffects(this.cache, effects));
    return failed;
  }
}

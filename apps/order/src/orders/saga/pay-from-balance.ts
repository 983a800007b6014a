import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { fromMinor } from '@tandem/kernel';
import { MailQueue } from '@tandem/mail';
import { causedBy, outbox, type NewEvent } from '@tandem/messaging';
import {
  BatchedCommand,
  Database,
  inOrder,
  settled,
  transaction,
  withCommit,
  type Batch,
  type Tx,
} from '@tandem/persistence';
import { transfer, type Entry } from '../../money/ledger/account.js';
import { readBalance } from '../../money/ledger/balance.js';
import { BookEntry, isOverdraft } from '../../money/ledger/book-entry.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { orderEvents } from '../order/order-events.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import { ORDER_COLUMNS, toOrderRow } from '../order/order-store.js';
import { FailOrder } from './fail-order.js';
import type { StepResult } from './step-result.js';

/** How soon another instance finishes a paid order whose own process has died. */
const TAKE_OVER_SECONDS = 5;

const PAY = `
with moved as (
  update orders o set status = 'paid', next_step = 'commit', attempts = 0,
         due_at = clock_timestamp() + make_interval(secs => $2)
   where o.id = $1 and o.next_step = 'reserve' returning ${ORDER_COLUMNS}
), noted as (
  insert into order_steps (order_id, step, outcome) select id, s, 'done' from moved, unnest(array['reserve', 'pay']) s
)
select * from moved`;

interface Payment {
  order: OrderRow;
  lines: readonly OrderLine[];
}

/** One failure sends so many at most back to do it alone. */
const MOST_TOGETHER = 32;

/**
 * Money, state, record, event and mail are one transaction: an order is paid exactly when its entry stands in the ledger.
 * The wallet's own CHECK refuses what is not there, so two orders of one shopper can't spend the same cent. Orders that
 * are to be paid at the same moment share one transaction of two round trips.
 */
@Injectable()
export class PayFromBalance {
  private readonly payments = new BatchedCommand<Payment, OrderRow | null>({
    most: MOST_TOGETHER,
    idOf: ({ order }) => order.id,
    touches: ({ order }) => [order.id, order.user_id],
    together: (batch) => transaction(this.database, (tx) => this.payTogether(tx, batch)),
  });

  constructor(
    private readonly database: Database,
    private readonly ledger: BookEntry,
    private readonly failOrder: FailOrder,
    private readonly mails: MailQueue,
  ) {}

  async pay(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    try {
      const paid = await this.payments.submit({ order, lines });
      faultPoint('order.paid');
      return paid ?? 'stale';
    } catch (error) {
      if (!isOverdraft(error)) throw error;
      return this.refused(order, lines);
    }
  }

  /** Null: somebody else has moved the order. */
  private async payTogether(tx: Tx, batch: Batch<Payment, OrderRow | null>): Promise<void> {
    const paid = await batch.ask(
      tx,
      batch.members,
      ({ command: { order }, actor }) => [
        actor,
        { name: 'order_pay', text: PAY, values: [order.id, TAKE_OVER_SECONDS] },
      ],
      ([, moved]) => (moved?.[0] ? toOrderRow(moved[0]) : settled<OrderRow | null>(null)),
    );
    const events: NewEvent[] = [];
    // Of wallets: one shopper may pay several orders.
    for (const [payment, order] of inOrder([...paid], ([, { user_id }]) => user_id)) {
      await withCommit(tx, payment.actor);
      if (order.total_minor > 0n) await this.ledger.withCommit(tx, purchaseOf(order));
      await enqueueOrderMail(tx, this.mails, 'order_paid', {
        orderId: order.id,
        userId: order.user_id,
      });
      events.push(...causedBy(payment.cause, orderEvents(order, payment.command.lines)));
      batch.settle(payment, order);
    }
    await outbox.addMany(tx, events);
  }

  private refused(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    return this.failOrder.unlessMoved(order, lines, async (tx) => ({
      reason: 'insufficient_funds',
      step: 'pay',
      outcome: 'refused',
      detail: {
        balance: fromMinor(await readBalance(tx, order.user_id, order.currency), order.currency),
        required: fromMinor(order.total_minor, order.currency),
      },
      release: true,
    }));
  }
}

function purchaseOf({ id, user_id, currency, total_minor }: OrderRow): Entry {
  return {
    type: 'purchase',
    sourceId: id,
    userId: user_id,
    orderId: id,
    currency,
    amountMinor: -total_minor,
    paymentMethod: 'balance',
    postings: transfer({ kind: 'wallet', userId: user_id }, { kind: 'sales' }, total_minor),
  };
}

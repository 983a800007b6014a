import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { DomainError, fromMinor } from '@tandem/http';
import { Outbox } from '@tandem/messaging';
import { transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { BookEntry } from '../ledger/book-entry.js';
import { readBalance } from '../ledger/balance.js';
import { enqueueOrderMail } from '../mails/order-mails.js';
import type { OrderLine, OrderRow } from '../orders/order.js';
import { orderEvents } from '../orders/order-events.js';
import { ORDER_COLUMNS, toOrderRow } from '../orders/order-store.js';
import { FailOrder } from './fail-order.js';
import type { StepResult } from './step-result.js';

/** How soon another instance finishes a paid order whose own process has died. */
const TAKE_OVER_SECONDS = 5;

const PAY = `
with moved as (
  update orders o set status = 'paid', next_step = 'commit', attempts = 0,
         due_at = clock_timestamp() + make_interval(secs => $2)
   where o.id = $1 and o.status = 'created' and o.next_step = 'reserve' returning ${ORDER_COLUMNS}
), noted as (
  insert into order_steps (order_id, step, outcome) select id, s, 'done' from moved, unnest(array['reserve', 'pay']) s
)
select * from moved`;

/**
 * Money, state, record, event and mail are one transaction: an order is paid exactly when its entry stands in the ledger.
 * The wallet's own CHECK refuses what is not there, so two orders of one shopper can't spend the same cent.
 */
@Injectable()
export class PayFromBalance {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: BookEntry,
    private readonly outbox: Outbox,
    private readonly failOrder: FailOrder,
  ) {}

  async run(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    try {
      const paid = await this.pay(order, lines);
      faultPoint('order.paid');
      return paid ?? 'stale';
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'insufficient_funds') throw error;
      return this.refused(order, lines);
    }
  }

  private pay(order: OrderRow, lines: readonly OrderLine[]): Promise<OrderRow | null> {
    return transaction(
      this.dataSource,
      async (tx, [row]) => {
        if (!row) return null;
        const paid = toOrderRow(row);
        if (paid.total_minor > 0n) {
          await this.ledger.run(tx, {
            type: 'purchase',
            sourceId: paid.id,
            userId: paid.user_id,
            orderId: paid.id,
            currency: paid.currency,
            amountMinor: -paid.total_minor,
            paymentMethod: 'balance',
            postings: [
              { account: { kind: 'wallet', userId: paid.user_id }, amountMinor: -paid.total_minor },
              { account: { kind: 'sales' }, amountMinor: paid.total_minor },
            ],
          });
        }
        await enqueueOrderMail(tx, 'order_paid', { orderId: paid.id, userId: paid.user_id });
        await this.outbox.addMany(tx, orderEvents(paid, lines));
        return paid;
      },
      { name: 'order_pay', text: PAY, values: [order.id, TAKE_OVER_SECONDS] },
    );
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

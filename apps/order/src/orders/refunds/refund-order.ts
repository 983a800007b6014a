import type { OrderStatus } from '@tandem/contracts';
import { Injectable } from '@nestjs/common';
import { fromMinor, invalidField, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { Pieces } from '../../clients/inventory-client.js';
import { cannotRestock, orderNotPaid, refundExceedsTotal } from '../../money/refunds/errors.js';
import { tooManyBack, type Refund } from '../../money/refunds/refund.js';
import { returnedPieces } from '../../money/refunds/refund-store.js';
import { RequestRefund, type RefundCommand } from '../../money/refunds/request-refund.js';
import { orderNotFound, stockNotCommitted } from '../order/errors.js';
import { onceSettled } from '../order/once-settled.js';
import type { OrderRow } from '../order/order.js';
import { lockOrder, readLines, toOrderRow } from '../order/order-store.js';

export interface StaffRefund {
  orderId: string;
  /** Left out: all that has not been given back yet. */
  amount?: Money | undefined;
  reason: string;
  restock: readonly Pieces[];
  requestedBy: string;
  key: string;
}

const REFUNDABLE: readonly OrderStatus[] = ['paid', 'fulfilment_requested', 'completed'];

/** Staff give money back, all or some of it, and say which of the goods have come back with it. */
@Injectable()
export class RefundOrder {
  constructor(
    private readonly database: Database,
    private readonly requestRefund: RequestRefund,
  ) {}

  /**
   * @throws DomainError not_found, not_refundable, refund_exceeds_total, stock_not_committed (try again in a moment),
   * idempotency_key_reused, validation_failed.
   */
  refund(wish: StaffRefund): Promise<Refund> {
    return onceSettled(() => this.attempt(wish));
  }

  private attempt(wish: StaffRefund): Promise<Refund> {
    return transaction(
      this.database,
      async (tx, [row]) => {
        if (!row) throw orderNotFound(wish.orderId);
        const order = toOrderRow(row);
        const command = commandOf(wish, order);
        const repeated = await this.requestRefund.repeated(tx, command);
        if (repeated) return repeated;
        await this.check(tx, order, wish);
        const refund = await this.requestRefund.request(tx, command);
        if (!refund) throw refundExceedsTotal(fromMinor(0n, order.currency));
        return refund;
      },
      lockOrder(wish.orderId),
    );
  }

  private async check(tx: Tx, order: OrderRow, wish: StaffRefund): Promise<void> {
    if (!REFUNDABLE.includes(order.status)) throw orderNotPaid(order.status);
    // Until its pieces have left the stock, giving everything back is a cancellation.
    if (order.next_step !== null) throw stockNotCommitted(order.id);
    const lines = await readLines(tx, order.id);
    const wrong = tooManyBack(wish.restock, lines, await returnedPieces(tx, order.id));
    if (wrong.length > 0) throw cannotRestock(wrong);
  }
}

function commandOf(wish: StaffRefund, order: OrderRow): RefundCommand {
  const { amount, reason, restock, requestedBy, key } = wish;
  if (amount && amount.currency !== order.currency) {
    throw invalidField('amount.currency', `must be ${order.currency}, as the order is`);
  }
  return {
    order,
    amountMinor: amount ? toMinor(amount) : 'rest',
    reason,
    restock,
    requestedBy,
    // Apart from the keys the shop itself uses.
    key: `staff:${key}`,
  };
}

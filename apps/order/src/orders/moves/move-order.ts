import { Injectable } from '@nestjs/common';
import { MailQueue } from '@tandem/mail';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { illegalMove, keysOutstanding, orderNotFound, stockNotCommitted } from '../order/errors.js';
import { onceSettled } from '../order/once-settled.js';
import { moveIsLegal, type OrderLine, type OrderRow } from '../order/order.js';
import { orderEvents, parcelEvent } from '../order/order-events.js';
import { countKeys } from '../order/order-keys.js';
import { enqueueOrderMail } from '../order/order-mails.js';
import { lockOrder, ORDER_COLUMNS, readLines, toOrderRow } from '../order/order-store.js';
import { assertVersion } from '../order/order-version.js';

type HandedOn = 'fulfilment_requested' | 'completed';

/** Staff take an order on: hand it over to who packs it, then declare it complete. */
@Injectable()
export class MoveOrder {
  constructor(
    private readonly database: Database,
    private readonly mails: MailQueue,
  ) {}

  /** @throws DomainError not_found, illegal_move, keys_outstanding, stock_not_committed (try again in a moment); OrderChanged. */
  move(orderId: string, to: HandedOn, version?: number): Promise<OrderRow> {
    return onceSettled(() => this.attempt(orderId, to, version));
  }

  private attempt(orderId: string, to: HandedOn, version?: number): Promise<OrderRow> {
    return transaction(
      this.database,
      async (tx, [row]) => {
        if (!row) throw orderNotFound(orderId);
        const order = toOrderRow(row);
        assertVersion(order, version);
        const lines = await readLines(tx, orderId);
        const parcelIsHere = to === 'fulfilment_requested' && waitsForParcel(order, lines);
        // Twice the same click is one move.
        if (order.status === to && !parcelIsHere) return order;
        const goingBack =
          order.total_minor > 0n && order.refund_requested_minor === order.total_minor;
        if (goingBack || !(parcelIsHere || moveIsLegal(order.status, to))) {
          throw illegalMove(order.status, to);
        }
        if (order.next_step !== null) throw stockNotCommitted(orderId);
        if (parcelIsHere) return this.handOverParcel(tx, order, lines);
        if (to === 'completed') await this.assertKeysAreDone(tx, orderId);
        return this.moveLocked(tx, order, to);
      },
      lockOrder(orderId),
    );
  }

  /** The parcel and the keys go their own ways; an order is complete when both have arrived. */
  private async assertKeysAreDone(tx: Tx, orderId: string): Promise<void> {
    const { pending } = await countKeys(tx, orderId);
    if (pending > 0) throw keysOutstanding(pending);
  }

  /** The last one to arrive, parcel or key, completes the order. */
  private async handOverParcel(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLine[],
  ): Promise<OrderRow> {
    const { pending } = await countKeys(tx, order.id);
    if (pending === 0) return this.moveLocked(tx, order, 'completed');
    const rows = await tx.query<object>(
      `update orders o set parcel_handed_over_at = clock_timestamp() where o.id = $1 returning ${ORDER_COLUMNS}`,
      [order.id],
    );
    const handedOver = toOrderRow(rows[0]!);
    await enqueueOrderMail(tx, this.mails, 'order_handed_over', {
      orderId: order.id,
      userId: order.user_id,
    });
    await outbox.addMany(tx, [parcelEvent(handedOver, lines)]);
    return handedOver;
  }

  /** `order` must be locked by this transaction, and the move be one that it may make. */
  async moveLocked(tx: Tx, order: OrderRow, to: HandedOn): Promise<OrderRow> {
    const rows = await tx.query<object>(
      `update orders o set status = $2, parcel_handed_over_at = coalesce(o.parcel_handed_over_at, (
                select clock_timestamp() from order_lines l where l.order_id = o.id and l.kind = 'physical' limit 1))
        where o.id = $1 returning ${ORDER_COLUMNS}`,
      [order.id, to],
    );
    const moved = toOrderRow(rows[0]!);
    const mail = to === 'completed' ? 'order_completed' : 'order_handed_over';
    await enqueueOrderMail(tx, this.mails, mail, { orderId: order.id, userId: order.user_id });
    await outbox.addMany(tx, orderEvents(moved, await readLines(tx, order.id)));
    return moved;
  }
}

/** An order with games is handed on with its payment, before anybody has packed its parcel. */
function waitsForParcel(order: OrderRow, lines: readonly OrderLine[]): boolean {
  return (
    order.status === 'fulfilment_requested' &&
    order.parcel_handed_over_at === null &&
    new Set(lines.map(({ kind }) => kind)).size === 2
  );
}

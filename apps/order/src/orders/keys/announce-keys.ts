import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { MoveOrder } from '../moves/move-order.js';
import type { OrderRow } from '../order/order.js';
import { keysEvent } from '../order/order-events.js';
import { countKeys } from '../order/order-keys.js';
import { ORDER_COLUMNS, readLines, toOrderRow } from '../order/order-store.js';
import { TellOfKeys } from './tell-of-keys.js';

/** What a change of its keys makes of an order. The order's row must be locked. */
@Injectable()
export class AnnounceKeys {
  constructor(
    private readonly jobs: Jobs,
    private readonly config: OrderConfig,
    private readonly moveOrder: MoveOrder,
  ) {}

  /** The order has another version, and pages that show it hear of it. */
  async tellPages(tx: Tx, orderId: string): Promise<void> {
    const rows = await tx.query<object>(
      `update orders o set keys_changed = o.keys_changed + 1 where o.id = $1 returning ${ORDER_COLUMNS}`,
      [orderId],
    );
    const order = toOrderRow(rows[0]!);
    await outbox.addMany(tx, [keysEvent(order, await readLines(tx, orderId))]);
  }

  /** Keys come one by one within seconds: one mail tells of those that came together. */
  async tellCustomer(tx: Tx, orderId: string): Promise<void> {
    const { pending } = await countKeys(tx, orderId);
    const options = pending === 0 ? {} : { once: true, afterMs: this.config.keysMailWaitMs };
    await this.jobs.enqueue(tx, TellOfKeys, { order_id: orderId }, { key: orderId, ...options });
  }

  /**
   * Nobody hands games over: the order is complete when the last key is there, or its money is on the way back, and its parcel
   * was handed over. One of which nothing came, and nothing was paid, has nothing else to end it.
   */
  async endIfDone(tx: Tx, orderId: string): Promise<void> {
    const [row] = await tx.query<object>(
      `select ${ORDER_COLUMNS} from orders o
        where o.id = $1 and o.status = 'fulfilment_requested' and o.next_step is null
          and (o.refund_requested_minor < o.total_minor or o.total_minor = 0)
          and (o.parcel_handed_over_at is not null
               or not exists (select from order_lines l where l.order_id = o.id and l.kind = 'physical'))`,
      [orderId],
    );
    if (!row) return;
    const { pending, delivered } = await countKeys(tx, orderId);
    if (pending > 0) return;
    const order = toOrderRow(row);
    if (delivered > 0 || order.parcel_handed_over_at !== null) {
      await this.moveOrder.moveLocked(tx, order, 'completed');
    } else if (order.total_minor === 0n) {
      await this.endUnpaid(tx, order);
    }
  }

  /** No refund will ever settle to end it. */
  private async endUnpaid(tx: Tx, { id }: OrderRow): Promise<void> {
    const rows = await tx.query<object>(
      `update orders o set status = 'refunded' where o.id = $1 returning ${ORDER_COLUMNS}`,
      [id],
    );
    await outbox.addMany(tx, [keysEvent(toOrderRow(rows[0]!), await readLines(tx, id))]);
    await this.tellCustomer(tx, id);
  }
}

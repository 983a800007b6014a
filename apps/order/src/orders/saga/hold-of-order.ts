import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import { lockOrder, readLines, toOrderRow } from '../order/order-store.js';
import { FailOrder } from './fail-order.js';

/** What the end of its hold makes of an order. */
@Injectable()
export class HoldOfOrder {
  constructor(private readonly failOrder: FailOrder) {}

  /**
   * The pieces that were held are not there. An order that nobody has paid ends with them; what is paid all the same goes
   * back as from any ended order. One that is paid already is decided by its commit, which may still find pieces.
   */
  async stockLost(tx: Tx, orderId: string): Promise<void> {
    const [row] = await tx.query<object>(lockOrder(orderId));
    if (!row) return;
    const order = toOrderRow(row);
    if (order.status !== 'created' && order.status !== 'awaiting_payment') return;
    await this.failOrder.fail(tx, order, await readLines(tx, orderId), {
      reason: 'stock_lost',
      step: 'hold',
      outcome: 'refused',
      release: true,
      mail: true,
    });
  }
}

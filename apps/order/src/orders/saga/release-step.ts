import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Database, transaction } from '@tandem/persistence';
import { InventoryClient } from '../../clients/inventory-client.js';
import { CancelOrderPayment } from '../../money/payments/cancel-order-payment.js';
import { returnedPieces } from '../../money/refunds/refund-store.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { noteSteps, ORDER_COLUMNS, toOrderRow } from '../order/order-store.js';
import type { StepResult } from './step-result.js';

/** Lets go of everything an ended order may hold: a payment under way, stock set aside, stock already taken. */
@Injectable()
export class ReleaseStep {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryClient,
    private readonly payments: CancelOrderPayment,
  ) {}

  /** 'settled' when the money has come all the same. */
  async cancelPayment(order: OrderRow): Promise<string> {
    if (order.payment_method === 'balance') return 'none';
    return this.payments.cancel(order.id);
  }

  /** What was only held is free again; what was sold comes back, save what refunds have brought back before. */
  async giveStockBack(order: OrderRow, lines: readonly OrderLine[]): Promise<string> {
    const was = await this.inventory.release(order.id);
    faultPoint('order.release-answered');
    if (was === 'committed') {
      const left = await this.notYetReturned(order, lines);
      // The order's own id names this return; refunds of single lines have theirs.
      if (left.length > 0) await this.inventory.returnGoods(order.id, order.id, left);
      faultPoint('order.returned');
    }
    return was;
  }

  private async notYetReturned(order: OrderRow, lines: readonly OrderLine[]) {
    const returned = await returnedPieces(this.database, order.id);
    const back = new Map(returned.map(({ part_id, quantity }) => [part_id, quantity]));
    return lines
      .map(({ part_id, quantity }) => ({ part_id, quantity: quantity - (back.get(part_id) ?? 0) }))
      .filter(({ quantity }) => quantity > 0);
  }

  async noteReleased(orderId: string, was: string): Promise<StepResult> {
    const released = await transaction(this.database, async (tx) => {
      const rows = await tx.query<object>(
        `update orders o set next_step = null, due_at = null, attempts = 0
          where o.id = $1 and o.next_step = 'release' returning ${ORDER_COLUMNS}`,
        [orderId],
      );
      if (rows.length === 0) return 'stale' as const;
      const step = was === 'committed' ? 'return' : 'release';
      await noteSteps(tx, orderId, [{ step, outcome: 'compensated' }]);
      return toOrderRow(rows[0]!);
    });
    faultPoint('order.released');
    return released;
  }
}

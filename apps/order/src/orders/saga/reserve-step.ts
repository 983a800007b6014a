import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { isRefusal } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { InventoryClient } from '../../clients/inventory-client.js';
import { OrderConfig } from '../../config.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { noteSteps, ORDER_COLUMNS, toOrderRow } from '../order/order-store.js';
import { FailOrder } from './fail-order.js';
import { PayFromBalance } from './pay-from-balance.js';
import type { StepResult } from './step-result.js';

/** Holds the stock, all lines or none; an order on balance is paid in the transaction that notes it. */
@Injectable()
export class ReserveStep {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryClient,
    private readonly balance: PayFromBalance,
    private readonly failOrder: FailOrder,
    private readonly config: OrderConfig,
  ) {}

  async reserveStock(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    let answer;
    try {
      answer = await this.inventory.reserve(order.id, lines, this.config.reservationTtlSeconds);
    } catch (error) {
      return this.noAnswer(order, lines, error);
    }
    faultPoint('order.reserve-answered');
    if (answer.outcome === 'short') {
      return this.failOrder.unlessMoved(order, lines, {
        reason: 'insufficient_stock',
        step: 'reserve',
        outcome: 'refused',
        detail: { lines: answer.lines },
        release: false,
      });
    }
    if (answer.outcome === 'over') {
      return this.failOrder.unlessMoved(order, lines, {
        reason: 'reservation_over',
        step: 'reserve',
        outcome: 'refused',
        detail: { state: answer.state },
        release: false,
      });
    }
    // No provider takes a payment of nothing.
    const ours = order.payment_method === 'balance' || order.total_minor === 0n;
    if (ours) return this.balance.pay(order, lines);
    return this.reserved(order.id);
  }

  private async reserved(orderId: string): Promise<StepResult> {
    const reserved = await transaction(this.database, async (tx) => {
      const rows = await tx.query<object>(
        `update orders o set next_step = 'pay', attempts = 0
          where o.id = $1 and o.next_step = 'reserve' returning ${ORDER_COLUMNS}`,
        [orderId],
      );
      if (rows.length === 0) return 'stale' as const;
      await noteSteps(tx, orderId, [{ step: 'reserve', outcome: 'done' }]);
      return toOrderRow(rows[0]!);
    });
    faultPoint('order.reserved');
    return reserved;
  }

  /** Whether the stock is held is unknown: asking again is harmless, and giving up lets go of whatever is. */
  private async noAnswer(
    order: OrderRow,
    lines: readonly OrderLine[],
    error: unknown,
  ): Promise<StepResult> {
    const final = isRefusal(error);
    if (!final && order.give_up_at.getTime() > Date.now()) return 'retry';
    return this.failOrder.unlessMoved(order, lines, {
      reason: final ? 'reservation_refused' : 'inventory_unavailable',
      step: 'reserve',
      outcome: final ? 'refused' : 'retry',
      detail: final ? { code: error.code } : {},
      release: true,
    });
  }
}

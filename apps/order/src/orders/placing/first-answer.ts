import type { OrderStatus } from '@tandem/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { PaymentsOfOrders } from '../../money/payments/payments-of-orders.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { orderView } from '../order/order-view.js';
import type { OrderDto } from '../order/orders.dto.js';

/** The version at which an order leaves `created`: what POST /orders answered for. */
const DECIDED = 2;

export interface Decided {
  order: OrderRow;
  view(lines: readonly OrderLine[]): OrderDto;
}

/**
 * An order as it was when it was decided, whatever became of it since: a repeated POST gets the very same answer. The
 * history holds what has changed, so nothing need be stored for it.
 */
@Injectable()
export class FirstAnswer {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentsOfOrders,
  ) {}

  async of(order: OrderRow): Promise<Decided> {
    const then = order.version === DECIDED ? order : await this.rewind(order);
    const asked = then.status === 'awaiting_payment';
    const payment = asked ? await this.payments.asBegun(order.id) : null;
    return { order: then, view: (lines) => orderView(then, lines, payment) };
  }

  private async rewind(order: OrderRow): Promise<OrderRow> {
    const [row] = await this.database.query<{
      to_status: OrderStatus;
      reason: string | null;
      at: Date;
    }>(`select to_status, reason, at from order_history where order_id = $1 and version = $2`, [
      order.id,
      DECIDED,
    ]);
    if (!row) return order;
    return {
      ...order,
      status: row.to_status,
      reason: row.reason,
      version: DECIDED,
      refunded_minor: 0n,
      updated_at: row.at,
      paid_at: row.to_status === 'paid' ? row.at : null,
      parcel_handed_over_at: null,
    };
  }
}

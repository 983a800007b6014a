import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, fromMinor, versionConflict } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { PaymentsOfOrders } from '../../money/payments/payments-of-orders.js';
import { orderNotFound } from './errors.js';
import type { OrderRow } from './order.js';
import { readKeysOf } from './order-keys.js';
import { ORDER_COLUMNS, readLinesOf, toOrderRow } from './order-store.js';
import { OrderChanged } from './order-version.js';
import { orderView } from './order-view.js';
import type {
  OrderDetailDto,
  OrderDto,
  OrderHistoryDto,
  OrderPageDto,
  OrderRefundDto,
  OrdersQuery,
} from './orders.dto.js';

/** Orders as people read them, straight from the tables. */
@Injectable()
export class OrdersQueries {
  constructor(
    private readonly database: Database,
    private readonly payments: PaymentsOfOrders,
  ) {}

  async ofShopper(userId: string, query: OrdersQuery): Promise<OrderPageDto> {
    const { status, limit, cursor } = query;
    const before = decodeCursor(cursor, { number: 'integer' })?.number ?? null;
    const rows = await this.database.query<object>(
      `select ${ORDER_COLUMNS} from orders o
        where o.user_id = $1 and ($2::text is null or o.status = $2) and ($3::bigint is null or o.number < $3)
        order by o.number desc limit $4`,
      [userId, status ?? null, before, limit + 1],
    );
    const orders = rows.slice(0, limit).map(toOrderRow);
    const more = rows.length > limit;
    return {
      items: await this.views(orders),
      next_cursor: more ? encodeCursor({ number: orders.at(-1)!.number }) : null,
    };
  }

  /** @throws DomainError not_found, also for an order of somebody else. */
  async detail(orderId: string, userId: string | null): Promise<OrderDetailDto> {
    const [row] = await this.database.query<object>(
      `select ${ORDER_COLUMNS} from orders o where o.id = $1 and ($2::uuid is null or o.user_id = $2)`,
      [orderId, userId],
    );
    if (!row) throw orderNotFound(orderId);
    const order = toOrderRow(row);
    const [[view], history, refunds] = await Promise.all([
      this.views([order]),
      this.history(orderId),
      this.refunds(order),
    ]);
    return { ...view!, history, refunds };
  }

  async view(order: OrderRow): Promise<OrderDto> {
    const [view] = await this.views([order]);
    return view!;
  }

  /**
   * What a write made of an order.
   * @throws DomainError version_conflict, with the order as it is, when it was based on another version.
   */
  async afterWrite(write: Promise<OrderRow>): Promise<OrderDto> {
    try {
      return await this.view(await write);
    } catch (error) {
      if (error instanceof OrderChanged) throw versionConflict(await this.view(error.order));
      throw error;
    }
  }

  async views(orders: readonly OrderRow[]): Promise<OrderDto[]> {
    if (orders.length === 0) return [];
    const ids = orders.map(({ id }) => id);
    const [lines, payments, keys] = await Promise.all([
      readLinesOf(this.database, ids),
      this.payments.of(ids),
      readKeysOf(
        this.database,
        orders.filter(mayHaveKeys).map(({ id }) => id),
      ),
    ]);
    return orders.map((order) => {
      const { id } = order;
      return orderView(order, lines.get(id) ?? [], payments.get(id) ?? null, keys.get(id));
    });
  }

  private async history(orderId: string): Promise<OrderHistoryDto[]> {
    const rows = await this.database.query<{
      status: OrderRow['status'];
      at: Date;
      reason: string | null;
    }>(
      `select to_status as status, at, reason from order_history where order_id = $1 order by version`,
      [orderId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  private async refunds({ id, currency }: OrderRow): Promise<OrderRefundDto[]> {
    const rows = await this.database.query<{
      id: string;
      amount_minor: string;
      status: string;
      reason: string;
      created_at: Date;
    }>(
      `select id, amount_minor, status, reason, created_at from refunds where order_id = $1 order by created_at, id`,
      [id],
    );
    return rows.map(({ amount_minor, created_at, ...refund }) => ({
      ...refund,
      amount: fromMinor(amount_minor, currency),
      created_at: created_at.toISOString(),
    }));
  }
}

/** Keys are made when the games are asked for; the many orders that wait to be paid are not looked up. */
function mayHaveKeys({ status }: OrderRow): boolean {
  return status === 'fulfilment_requested' || status === 'completed' || status === 'refunded';
}

import { Injectable } from '@nestjs/common';
import { fromMinor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { UserDirectory } from '../clients/user-directory.js';
import { TransactionsQueries } from '../money/ledger/transactions.queries.js';
import type { Refund } from '../money/refunds/refund.js';
import { REFUND_COLUMNS, toRefund } from '../money/refunds/refund-store.js';
import { orderNotFound } from '../orders/order/errors.js';
import type { OrderRow } from '../orders/order/order.js';
import { ORDER_COLUMNS, toOrderRow } from '../orders/order/order-store.js';
import { OrdersQueries } from '../orders/order/orders.queries.js';
import { refundView } from '../orders/refunds/refund-view.js';
import { cursorAfter, ordersStatement } from './orders-list.js';
import { personOf } from './person.js';
import type {
  OrderStepDto,
  StaffOrderDetailDto,
  StaffOrderPageDto,
  StaffOrdersQuery,
} from './staff.dto.js';

interface HistoryRow {
  status: OrderRow['status'];
  at: Date;
  reason: string | null;
  actor: string | null;
}

/** Every shopper's orders, for staff: always from the database. */
@Injectable()
export class StaffOrdersQueries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersQueries,
    private readonly transactions: TransactionsQueries,
    private readonly directory: UserDirectory,
  ) {}

  /** Newest first, unless another order is asked for. */
  async page(query: StaffOrdersQuery): Promise<StaffOrderPageDto> {
    const statement = ordersStatement(query);
    if (!statement) return { items: [], next_cursor: null };
    const rows = await this.database.query<object>(statement.sql, statement.values);
    const found = rows.slice(0, query.limit).map(toOrderRow);
    const more = rows.length > query.limit;
    const [views, people] = await Promise.all([
      this.orders.views(found),
      this.directory.find(found.map(({ user_id }) => user_id)),
    ]);
    return {
      items: found.map(({ user_id }, n) => ({
        ...views[n]!,
        user_id,
        customer: personOf(user_id, people),
      })),
      next_cursor: more ? cursorAfter(query, found.at(-1)!) : null,
    };
  }

  /** @throws DomainError not_found. */
  async detail(orderId: string): Promise<StaffOrderDetailDto> {
    const [row] = await this.database.query<{ refundable_minor: string } & object>(
      `select ${ORDER_COLUMNS},
              case when o.paid_at is null then 0 else o.total_minor - o.refund_requested_minor end as refundable_minor
         from orders o where o.id = $1`,
      [orderId],
    );
    if (!row) throw orderNotFound(orderId);
    const { refundable_minor, ...columns } = row;
    const order = toOrderRow(columns);
    const [views, history, refunds, steps, transactions] = await Promise.all([
      this.orders.views([order]),
      this.history(orderId),
      this.refunds(orderId),
      this.steps(orderId),
      this.transactions.ofOrder(orderId),
    ]);
    const people = await this.directory.find(
      [
        order.user_id,
        ...history.map(({ actor }) => actor),
        ...refunds.map(({ requested_by }) => requested_by),
      ].filter((id) => id !== null),
    );
    return {
      ...views[0]!,
      user_id: order.user_id,
      customer: personOf(order.user_id, people),
      refundable: fromMinor(refundable_minor, order.currency),
      history: history.map(({ at, actor, ...move }) => ({
        ...move,
        at: at.toISOString(),
        actor: actor === null ? null : personOf(actor, people),
      })),
      refunds: refunds.map((refund) => ({
        ...refundView(refund),
        requested_by: refund.requested_by === null ? null : personOf(refund.requested_by, people),
      })),
      steps,
      transactions,
      next_step: order.next_step,
      due_at: order.due_at?.toISOString() ?? null,
    };
  }

  private history(orderId: string): Promise<HistoryRow[]> {
    return this.database.query(
      `select to_status as status, at, reason, actor from order_history where order_id = $1 order by version`,
      [orderId],
    );
  }

  private async refunds(orderId: string): Promise<Refund[]> {
    const rows = await this.database.query<object>(
      `select ${REFUND_COLUMNS} from refunds r where r.order_id = $1 order by r.created_at, r.id`,
      [orderId],
    );
    return rows.map(toRefund);
  }

  private async steps(orderId: string): Promise<OrderStepDto[]> {
    const rows = await this.database.query<Omit<OrderStepDto, 'at'> & { at: Date }>(
      `select step, outcome, detail, at from order_steps where order_id = $1 order by id desc limit ${MOST_STEPS}`,
      [orderId],
    );
    return rows.reverse().map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}

/** An order that was tried again and again shows its newest steps. */
const MOST_STEPS = 100;

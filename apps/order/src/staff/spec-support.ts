import type { OrderStatus } from '@tandem/contracts';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Shop } from '../testing/shop.js';

const WAY: Record<OrderStatus, OrderStatus[]> = {
  created: [],
  awaiting_payment: ['awaiting_payment'],
  paid: ['paid'],
  fulfilment_requested: ['paid', 'fulfilment_requested'],
  completed: ['paid', 'fulfilment_requested', 'completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  refunded: ['paid', 'refunded'],
};

export interface PastOrder {
  userId: string;
  partId: number;
  status?: OrderStatus;
  quantity?: number;
  unitPrice?: number;
  createdAt?: string;
}

/** Orders of earlier, put there by the service's own database role along the legal way to their status. */
export class Past {
  private readonly pool: pg.Pool;

  constructor(shop: Shop) {
    this.pool = new pg.Pool({
      connectionString: shop.database.urlOf('orders'),
      max: 1,
      options: '-c search_path=orders',
    });
    shop.onClose(() => this.pool.end());
  }

  async order(order: PastOrder): Promise<{ id: string; number: number }> {
    const { userId, partId, status = 'paid', quantity = 1, unitPrice = 1000 } = order;
    const { rows } = await this.query<{ id: string; number: string }>(
      `with placed as (
         insert into orders (id, user_id, idempotency_key, payment_method, currency, total_minor, give_up_at, created_at)
         values ($1::uuid, $2, $1::text, 'balance', 'EUR', $3::bigint * $4, now(), coalesce($5::timestamptz, now()))
         returning id, number),
       lined as (
         insert into order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
         select id, $6, 'physical', 'SKU-1', 'Brake pad', $3, $4 from placed)
       select id, number from placed`,
      [randomUUID(), userId, quantity, unitPrice, order.createdAt ?? null, partId],
    );
    const { id, number } = rows[0]!;
    for (const next of WAY[status]) {
      await this.query(`update orders set status = $2 where id = $1`, [id, next]);
    }
    return { id, number: Number(number) };
  }

  query<T extends pg.QueryResultRow>(sql: string, values: unknown[]) {
    return this.pool.query<T>(sql, values);
  }
}

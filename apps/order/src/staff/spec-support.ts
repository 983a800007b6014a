import type { OrderStatus } from '@tandem/contracts';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { KnownUser } from '../clients/user-directory.js';
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

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** Auth as far as order asks it: people by id and by a part of their name. While it is not `answering` a call hangs. */
export class AuthStandIn {
  readonly users = new Map<string, KnownUser>();
  readonly asked: string[] = [];
  answering = true;
  private server!: Server;

  static async start(): Promise<AuthStandIn> {
    const auth = new AuthStandIn();
    auth.server = createServer((request, response) => {
      if (!auth.answering) return;
      const { searchParams } = new URL(request.url!, 'http://auth');
      auth.asked.push(request.url!);
      const ids = searchParams.get('ids')?.split(',');
      const words = searchParams.get('q')?.toLowerCase() ?? '';
      const items = [...auth.users.values()].filter((user) =>
        ids
          ? ids.includes(user.id)
          : `${user.display_name} ${user.email}`.toLowerCase().includes(words),
      );
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ items }));
    });
    await new Promise<void>((resolve) => auth.server.listen(0, '127.0.0.1', resolve));
    return auth;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  knows(id: string, name: string): void {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.test`;
    this.users.set(id, { id, display_name: name, email, email_confirmed: true });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

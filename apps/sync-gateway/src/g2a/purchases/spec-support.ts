import {
  OrderCancelled,
  OrderFulfilmentRequested,
  OrderRefunded,
  type EventData,
  type EventDefinition,
} from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Gateway } from '../../testing/gateway.js';

export const USER = '0198c5a0-0000-7000-8000-00000000000a';
export const productId = (n: number): string => String(10_000_000_000_000 + n * 1_000 + 1);

export interface PurchaseRow {
  id: string;
  unit: number;
  state: string;
  reason: string | null;
  bought_at: Date | null;
  version: number;
}

/** What the simulated G2A knows of an order. */
export interface SimOrder {
  order_id: string;
  status: string;
  price: number;
  pay_calls: number;
  payments: number;
  keys_handed_out: number;
  key: string;
}

type Order = EventData<typeof OrderFulfilmentRequested>;

/** Orders of games, told to whole sync gateways that buy at the simulated G2A. Waits are short. */
export class Games {
  /** Every tenth product of the simulator has a picture for a key. */
  private products = 101;

  constructor(readonly gateway: Gateway) {}

  static async open(
    env: Record<string, string> = {},
    instances = 1,
    simulator: Record<string, string> = {},
  ): Promise<Games> {
    const settings = {
      G2A_PURCHASE_POLL_MS: '20',
      G2A_UNCLEAR_PAYMENT_MS: '400',
      G2A_SOLD_OUT_RETRY_MS: '400',
      G2A_KEY_LEASE_MS: '500',
      ...env,
    };
    const gateway = await Gateway.open({
      env: settings,
      simulator: { G2A_SIM_PENDING_MS: '0', ...simulator },
    });
    for (let n = 1; n < instances; n += 1) await gateway.start();
    return new Games(gateway);
  }

  close(): Promise<void> {
    return this.gateway.close();
  }

  /** The part that is linked to product `n` of G2A, which costs this there and is in stock. Default: one of its own. */
  async part(n = (this.products += 10), minPrice = 10): Promise<number> {
    await this.gateway.database.query(
      `insert into sync.product_links (system, external_id, part_id, sku) values ('g2a', $1, $2, $3) on conflict do nothing`,
      [productId(n), n, `GAME-${n}`],
    );
    await this.product(n, { minPrice, qty: 1_000 });
    return n;
  }

  product(n: number, change: object): Promise<unknown> {
    return this.gateway.g2a.control(`products/${productId(n)}`, change);
  }

  spoil(method: string, path: string, fault: object): Promise<unknown> {
    return this.gateway.g2a.control('faults', { method, path, ...fault });
  }

  /** A paid order, told as the order service tells it. @returns its id. */
  async ordered(
    part: number,
    { units = 1, price = '10.00', currency = 'EUR' } = {},
  ): Promise<string> {
    const order = this.order(randomUUID(), part, { units, price, currency });
    await this.tell(OrderFulfilmentRequested, order);
    return order.order_id;
  }

  /** The order has ended; what is told of its lines does not matter. */
  async end(orderId: string, how: 'order.cancelled' | 'order.refunded'): Promise<void> {
    const order = this.order(orderId, 1, { units: 1, price: '10.00', currency: 'EUR' });
    if (how === 'order.cancelled') {
      return this.tell(OrderCancelled, { ...order, status: 'cancelled' });
    }
    const refund = { refund_id: randomUUID(), amount: order.total };
    return this.tell(OrderRefunded, { ...order, status: 'refunded', refund });
  }

  order(
    orderId: string,
    part: number,
    { units, price, currency }: { units: number; price: string; currency: string },
  ): Order {
    const unit_price = { amount: price, currency };
    return {
      order_id: orderId,
      version: 4,
      number: 10_001,
      user_id: USER,
      status: 'fulfilment_requested',
      payment_method: 'balance',
      total: unit_price,
      refunded: { amount: '0.00', currency },
      items: [
        {
          part_id: part,
          kind: 'game',
          sku: `GAME-${part}`,
          part_name: `Game_${part}`,
          quantity: units,
          unit_price,
        },
        { part_id: 900_000, kind: 'physical', sku: 'P', part_name: 'P', quantity: 2, unit_price },
      ],
      reason: null,
      updated_at: new Date().toISOString(),
    };
  }

  async tell<E extends EventDefinition>(
    event: E,
    data: EventData<E> & { order_id: string },
    id: string = randomUUID(),
  ): Promise<void> {
    const headers = {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: event.type,
      ce_source: '/tandem/order',
      ce_subject: data.order_id,
      ce_time: new Date().toISOString(),
    };
    const { app } = this.gateway.instances.at(-1)!;
    const transport = app.get<EventTransport>(EVENT_TRANSPORT);
    const value = Buffer.from(JSON.stringify(data));
    await transport.publish(event.topic, [{ key: data.order_id, value, headers }]);
  }

  purchases(orderId: string): Promise<PurchaseRow[]> {
    return this.gateway.database.query<PurchaseRow>(
      `select id, unit, state, reason, bought_at, version from sync.key_purchases where order_id = $1 order by unit`,
      [orderId],
    );
  }

  /** Waits until every unit of an order is there and stands so. */
  async settled(orderId: string, state: string, units = 1): Promise<PurchaseRow[]> {
    return eventually(
      async () => {
        const rows = await this.purchases(orderId);
        const states = rows.map((row) => `${row.state} ${row.reason ?? ''}`.trim());
        const wanted = Array(units).fill(state) as string[];
        if (states.join() !== wanted.join())
          throw new Error(`${states.join()} is not ${wanted.join()}`);
        return rows;
      },
      { timeoutMs: 60_000 },
    );
  }

  /** The orders at G2A that were made for one of ours, oldest first. */
  async simOrders(orderId: string): Promise<SimOrder[]> {
    const rows = await this.gateway.database.query<{ g2a_order_id: string }>(
      `select o.g2a_order_id from sync.g2a_orders o join sync.key_purchases p on p.id = o.purchase_id
        where p.order_id = $1 order by o.id`,
      [orderId],
    );
    return Promise.all(rows.map(({ g2a_order_id: id }) => this.simOrder(id)));
  }

  async simOrder(g2aOrderId: string): Promise<SimOrder> {
    return (
      await fetch(`${this.gateway.g2a.url}/_sim/orders/${g2aOrderId}`)
    ).json() as Promise<SimOrder>;
  }

  async ledger<T = Record<string, unknown>>(): Promise<T> {
    return (await fetch(`${this.gateway.g2a.url}/_sim/ledger`)).json() as Promise<T>;
  }

  /** The key in use of each unit of an order, opened as the order service has it opened. */
  async keys(orderId: string): Promise<{ id: string; key: string; is_file: boolean }[]> {
    const rows = await this.gateway.database.query<{ id: string }>(
      `select k.id from sync.game_keys k join sync.key_purchases p on p.id = k.purchase_id
        where p.order_id = $1 and k.replaced_at is null order by p.unit`,
      [orderId],
    );
    return Promise.all(
      rows.map(async ({ id }) => {
        const { status, body } = await this.reveal<{ key: string; is_file: boolean }>(id, orderId);
        if (status !== 200) throw new Error(`reveal answered ${status}: ${JSON.stringify(body)}`);
        return { id, ...body };
      }),
    );
  }

  reveal<T = Record<string, unknown>>(keyId: string, orderId: string) {
    const body = { order_id: orderId, revealed_by: USER };
    return this.gateway.sendAs<T>('order', 'POST', `/game-keys/${keyId}/reveal`, { body });
  }

  /** What was told of each unit of an order, oldest first. */
  async told(orderId: string): Promise<string[]> {
    const rows = await this.gateway.database.query<{ told: string }>(
      `select concat_ws(' ', type, payload->>'state', payload->>'reason') as told from sync.outbox
        where payload->>'order_id' = $1 and topic = 'tandem.sync.g2a' order by seq`,
      [orderId],
    );
    return rows.map(({ told }) => told.replace('g2a.order.updated ', ''));
  }
}

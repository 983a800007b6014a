import type { StackHandle } from '@tandem/stack';
import { call, eventually, type Staff } from './client.js';
import { untilAnswered, type Buyer, type Marketplace } from './marketplace.js';

/** What the simulated G2A knows of an order. */
interface SimOrder {
  order_id: string;
  price: number;
  currency: string;
  payments: number;
  keys_handed_out: number;
  key: string;
  isFile?: true;
}

interface Ledger {
  payments: number;
  spent: { currency: string; amount: string }[];
  asked_to_pay_twice: string[];
}

/** One unit of a game in an order of ours, and what was made of it at G2A. */
export interface Purchase {
  id: string;
  order_id: string;
  part_id: number;
  state: string;
  reason: string | null;
  g2a_orders: string[];
  /** Of those that we hold for paid, in cents. */
  spent: number;
}

export interface GameOrder {
  id: string;
  status: string;
  total: { amount: string };
  refunded: { amount: string };
  items: {
    part_id: number;
    kind: string;
    quantity: number;
    unit_price: { amount: string };
    keys?: { id: string; unit: number; status: string }[];
  }[];
}

const PLENTY = 5_000;

/** Games of G2A in the running shop: what lies on offer, what was bought, what G2A says of it. */
export class GameMarket {
  constructor(
    private readonly stack: StackHandle,
    private readonly staff: Staff,
    private readonly market: Marketplace,
  ) {}

  sim<T>(path: string, body?: object): Promise<T> {
    const url = `${this.stack.info.simulators['g2a']}/_sim/${path}`;
    return eventually(async () => {
      const answer = await call<T>(url, body ? { method: 'POST', body } : {});
      if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    });
  }

  async simOrders(): Promise<Map<string, SimOrder>> {
    const { items } = await this.sim<{ items: SimOrder[] }>('orders');
    return new Map(items.map((order) => [order.order_id, order]));
  }

  ledger(): Promise<Ledger> {
    return this.sim('ledger');
  }

  /** Games that G2A has plenty of, as the shop knows. @param numbers of the simulator's products. */
  async stocked(numbers: readonly number[]): Promise<number[]> {
    for (const from of numbers) await this.sim('products', { count: 1, from, qty: PLENTY });
    await this.market.desk('POST', '/sync/g2a/stock');
    const skus = numbers.map((n) => `GAME-${10_000 + n}`);
    const links = await this.market.query<{ part_id: number }>(
      `select part_id from sync.product_links where system = 'g2a' and sku = any($1) order by sku`,
      [skus],
    );
    const parts = links.map(({ part_id }) => part_id);
    await eventually(async () => {
      for (const part of parts) {
        const { body } = await this.staff.stock(part);
        if (body.current_stock < PLENTY / 2) throw new Error(`${part} has ${body.current_stock}`);
      }
    });
    return parts;
  }

  purchases(orders: readonly string[]): Promise<Purchase[]> {
    return this.market.query<Purchase>(
      `select p.id, p.order_id, p.part_id, p.state, p.reason,
              array_remove(array_agg(o.g2a_order_id order by o.id), null) as g2a_orders,
              coalesce(sum(o.price_minor) filter (where o.paid_at is not null), 0)::int as spent
         from sync.key_purchases p left join sync.g2a_orders o on o.purchase_id = p.id
        where p.order_id = any($1) group by p.id order by p.id`,
      [orders],
    );
  }

  async order(buyer: Buyer, id: string): Promise<GameOrder> {
    return (await untilAnswered(() => this.market.shop<GameOrder>(buyer, 'GET', `/orders/${id}`)))
      .body;
  }

  /** As its owner clicks on "Show key". */
  async reveal(buyer: Buyer, orderId: string, keyId: string): Promise<string> {
    const { status, body } = await untilAnswered(() =>
      this.market.shop<{ key: string }>(buyer, 'POST', `/orders/${orderId}/keys/${keyId}/reveal`),
    );
    if (status !== 200) throw new Error(`reveal: ${status}`);
    return body.key;
  }

  /** What staff decide on a purchase that waits for them. */
  async decide(purchaseId: string, action: 'upload' | 'refund', body?: object): Promise<void> {
    const path = `/game-keys/${purchaseId}/${action}`;
    const { status } = await untilAnswered(() => this.market.desk('POST', path, body));
    if (status !== 200) throw new Error(`${action}: ${status}`);
  }
}

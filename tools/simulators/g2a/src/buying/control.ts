import type { FastifyInstance } from 'fastify';
import type { RateLimit } from '../rate-limit.ts';
import { Refusal } from '../../../common/refusal.ts';
import { refuse } from './refuse.ts';
import { MOST_PRODUCTS } from '../settings.ts';
import { toSeconds, type Catalogue, type Change } from './catalogue.ts';
import type { OrderNews } from './order-news.ts';
import type { Behaviour, Order, Orders } from './orders.ts';

interface Parts {
  catalogue: Catalogue;
  orders: Orders;
  news: OrderNews;
  behaviour: Behaviour;
  limit: RateLimit;
}

interface Bulk extends Change {
  ids?: string[];
  /** The products from number `from` (1) on. */
  count?: number;
  from?: number;
  /** So many new products. */
  add?: number;
  /** The price times that. */
  factor?: number;
}

interface ById {
  Params: { id: string };
}

/** What a test changes at G2A and what it reads to compare: products, orders, money, keys, the limit. */
export function addBuyingControl(server: FastifyInstance, parts: Parts): void {
  addProductControl(server, parts.catalogue);
  server.get<{ Querystring: { product_id?: string } }>('/_sim/orders', async ({ query }) => {
    const of =
      query.product_id === undefined ? undefined : parts.catalogue.numberOf(query.product_id);
    const all = query.product_id === undefined;
    const items = parts.orders.all.filter((order) => all || order.product === of);
    return { items: items.map((order) => parts.orders.view(order)) };
  });
  server.get<ById>('/_sim/orders/:id', async ({ params }) => {
    const order = parts.orders.known(params.id);
    if (!order) throw refuse('ORD02', 'Order not found');
    return parts.orders.view(order);
  });
  server.get('/_sim/order-webhooks', async () => ({ items: parts.news.deliveries }));
  server.get('/_sim/ledger', async () => ledger(parts));
}

function addProductControl(server: FastifyInstance, catalogue: Catalogue): void {
  const numberOf = (id: string): number => {
    const n = catalogue.numberOf(id);
    if (n === undefined) throw refuse('PR02', 'Product not found');
    return n;
  };
  server.get<ById>('/_sim/products/:id', async ({ params }) => catalogue.view(numberOf(params.id)));
  server.post<ById & { Body: Change }>('/_sim/products/:id', async ({ params, body }) => {
    const n = numberOf(params.id);
    catalogue.change(n, checked(body ?? {}));
    return catalogue.view(n);
  });
  server.delete<ById>('/_sim/products/:id', async ({ params }) => {
    catalogue.change(numberOf(params.id), { removed: true });
    return { status: 'ok' };
  });
  server.post<{ Body: Bulk }>('/_sim/products', async ({ body }) => {
    const { ids = [], count = 0, from = 1, add = 0, factor, ...change } = body ?? {};
    checked(change);
    if (catalogue.size + add > MOST_PRODUCTS) throw new Refusal(422, 'BR02', 'Too many products');
    const made = catalogue.size + 1;
    catalogue.grow(catalogue.size + add);
    const numbers = ids.map(numberOf);
    for (let n = from; n < from + count && n <= catalogue.size; n += 1) numbers.push(n);
    for (let n = made; n <= catalogue.size && Object.keys(change).length > 0; n += 1)
      numbers.push(n);
    for (const n of numbers) {
      const { cents } = catalogue.offer(n);
      const minPrice = factor === undefined || cents < 0 ? change.minPrice : (cents * factor) / 100;
      catalogue.change(n, { ...change, minPrice });
    }
    return { changed: numbers.length, products: catalogue.size };
  });
}

function checked(change: Change): Change {
  const { minPrice, qty, updated_at } = change;
  const wrong =
    (minPrice != null && !(Number.isFinite(minPrice) && minPrice >= 0)) ||
    (qty !== undefined && !(Number.isInteger(qty) && qty >= 0)) ||
    (updated_at !== undefined && Number.isNaN(toSeconds(updated_at)));
  if (wrong) throw new Refusal(422, 'BR02', 'minPrice, qty or updated_at is none');
  return change;
}

/** The books of G2A: what the shop's must agree with. */
function ledger({ orders, behaviour, limit }: Parts): Record<string, unknown> {
  const { all } = orders;
  const paid = all.filter((order) => order.payments > 0);
  const spent: Record<string, number> = {};
  for (const { currency, price, payments } of paid) {
    spent[currency] = (spent[currency] ?? 0) + price * payments;
  }
  const ids = (wanted: readonly Order[]) => wanted.map(({ id }) => id);
  return {
    orders: all.length,
    paid: paid.length,
    payments: paid.reduce((sum, { payments }) => sum + payments, 0),
    spent: Object.entries(spent).map(([currency, cents]) => ({
      currency,
      amount: (cents / 100).toFixed(2),
    })),
    /** `PUT pay` came again for an order that was paid. */
    asked_to_pay_twice: ids(all.filter(({ payCalls, payments }) => payments > 0 && payCalls > 1)),
    keys_handed_out: all.reduce((sum, { keysHandedOut }) => sum + keysHandedOut, 0),
    paid_without_key: ids(paid.filter(({ keysHandedOut }) => keysHandedOut === 0)),
    balance: behaviour.balance,
    requests: limit.figures,
  };
}

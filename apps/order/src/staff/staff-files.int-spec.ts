import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { AuthStandIn } from '../testing/auth-stand-in.js';
import { Shop, type Person } from '../testing/shop.js';
import { Past } from './spec-support.js';

/** Ten pages of the list. */
const MANY = 1_000;

// Real here: the order service on PostgreSQL. Auth is a stand-in that knows two people.
describe('the files of orders and customers', () => {
  let shop: Shop;
  let past: Past;
  let staff: Person;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    const auth = await AuthStandIn.start();
    shop = await Shop.open({ env: { AUTH_URL: auth.url } });
    shop.onClose(() => auth.close());
    past = new Past(shop);
    staff = await shop.staff(['orders:read']);
    const partId = await shop.part({ stock: 100 });
    [ada, bob] = (await shop.customers(2)) as [Person, Person];
    auth.knows(ada.id, '=HYPERLINK("http://example.test")', '+ada@example.test');
    auth.knows(bob.id, 'Bob');
    await past.order({ userId: ada.id, partId, unitPrice: 1250, quantity: 2 });
    await past.order({ userId: bob.id, partId, unitPrice: 100, status: 'completed' });
    await past.order({ userId: ada.id, partId, unitPrice: 300, status: 'failed' });
  });
  afterAll(() => shop?.close());

  async function rowsOf(path: string): Promise<Record<string, string>[]> {
    const { status, body } = await shop.call<string>('GET', `/admin/${path}`, { as: staff });
    expect(status).toBe(200);
    return parse(body, { bom: true, columns: true });
  }

  it('have the rows that the filters of the table leave, in its order', async () => {
    expect(await rowsOf('orders.csv')).toMatchObject([
      { total: '3.00', status: 'failed' },
      { total: '1.00', customer: 'Bob', status: 'completed' },
      { total: '25.00', currency: 'EUR', items: '2 × SKU-1 Brake pad', customer_id: ada.id },
    ]);
    const some = await rowsOf(`orders.csv?user_id=${ada.id}&sort=total_asc`);
    expect(some.map(({ total }) => total)).toEqual(['3.00', '25.00']);
    expect(await rowsOf('orders.csv?q=nothing-like-it')).toEqual([]);
    const people = await rowsOf('customers.csv?sort=oldest');
    expect(people).toMatchObject([
      { id: bob.id, email: 'bob@example.test', last_order_total: '1.00' },
      { id: ada.id, last_order_status: 'failed', wallet_balance: '0.00' },
    ]);
    expect(await rowsOf('customers.csv?q=bob')).toHaveLength(1);
  });

  it('have what moved in a wallet, for who may see orders', async () => {
    const cleo = (await shop.customers(1))[0]!;
    for (const amount of ['7.00', '5.00']) {
      await shop.call('POST', '/wallet/top-ups', {
        as: cleo,
        body: { amount: { amount, currency: 'EUR' }, payment_method: 'test' },
      });
    }
    const path = `customers/${cleo.id}/transactions.csv`;
    expect(await rowsOf(path)).toMatchObject([
      { type: 'top_up', amount: '5.00', currency: 'EUR', payment_method: 'test' },
      { type: 'top_up', amount: '7.00' },
    ]);
    expect(await rowsOf(`${path}?type=purchase`)).toEqual([]);
    expect((await shop.call('GET', `/admin/${path}`, { as: cleo })).status).toBe(403);
  });

  it('run as no formula', async () => {
    const [order] = await rowsOf(`orders.csv?user_id=${ada.id}&sort=oldest`);
    expect(order!['customer']).toBe(`'=HYPERLINK("http://example.test")`);
    const [person] = await rowsOf(`customers.csv`);
    expect(person!['email']).toBe(`'+ada@example.test`);
  });

  it('are for those who may read the list, and are kept by nobody on the way', async () => {
    const nosy = await shop.staff(['content:read']);
    for (const path of ['/admin/orders.csv', '/admin/customers.csv']) {
      expect((await shop.call('GET', path, { as: nosy })).status).toBe(403);
      const { headers } = await shop.call('GET', path, { as: staff });
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.csv"$/);
    }
  });

  it('are refused, not empty, when the filters make no sense', async () => {
    for (const query of ['status=lost', 'sort=user_id', 'cursor=abc', 'limit=5']) {
      const { status } = await shop.call('GET', `/admin/orders.csv?${query}`, { as: staff });
      expect([query, status]).toEqual([query, 422]);
    }
  });

  it(`have all of ${MANY} orders, each once`, async () => {
    const { id: userId } = await shop.customer();
    await past.query(
      `with placed as (
         insert into orders (id, user_id, idempotency_key, payment_method, currency, total_minor, give_up_at)
         select gen_random_uuid(), $1, n::text, 'balance', 'EUR', n, now() from generate_series(1, ${MANY}) n
         returning id, total_minor)
       insert into order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
       select id, 1, 'physical', 'SKU-1', 'Brake pad', 1, total_minor from placed`,
      [userId],
    );
    const rows = await rowsOf(`orders.csv?user_id=${userId}&sort=total_asc`);
    expect(rows.map(({ total }) => total)).toEqual(
      Array.from({ length: MANY }, (_, n) => ((n + 1) / 100).toFixed(2)),
    );
    expect(new Set(rows.map(({ number }) => number)).size).toBe(MANY);
  });
});

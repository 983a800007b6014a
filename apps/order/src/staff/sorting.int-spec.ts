import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@tandem/testing';
import { Shop, type Person } from '../testing/shop.js';
import { customersStatement } from './customers.queries.js';
import { ORDER_SORTS, type OrderSort } from './order-sorts.js';
import { ordersStatement } from './orders-list.js';
import { Past } from './spec-support.js';
import { CUSTOMER_SORTS, StaffOrdersQuery, type CustomerPageDto } from './staff.dto.js';
import type { StaffOrderPageDto } from './staff.dto.js';

const TOTALS = [500, 100, 300, 300, 300, 200, 900, 100];

// Real here: the order service on PostgreSQL. Every order that the documents name is walked.
describe('what staff sort by', () => {
  let shop: Shop;
  let past: Past;
  let staff: Person;
  /** In the order of their numbers. */
  const placed: { number: number; total: number; user: string; status: string }[] = [];

  beforeAll(async () => {
    shop = await Shop.open();
    past = new Past(shop);
    staff = await shop.staff(['orders:read']);
    const partId = await shop.part({ stock: 100 });
    const people = await shop.customers(3);
    for (const [n, total] of TOTALS.entries()) {
      const user = people[n % 3]!.id;
      const status = n % 2 ? 'paid' : 'completed';
      const { number } = await past.order({ userId: user, partId, unitPrice: total, status });
      placed.push({ number, total, user, status });
    }
  });
  afterAll(() => shop?.close());

  async function walk<P extends StaffOrderPageDto | CustomerPageDto>(
    path: string,
    query: Record<string, string>,
  ): Promise<P['items']> {
    const items: P['items'] = [];
    let cursor: string | null = null;
    do {
      const page: URLSearchParams = new URLSearchParams({
        ...query,
        limit: '2',
        ...(cursor && { cursor }),
      });
      const answer: Answer<P> = await shop.call<P>('GET', `/admin/${path}?${page}`, { as: staff });
      expect(answer.status).toBe(200);
      items.push(...(answer.body.items as never[]));
      cursor = answer.body.next_cursor;
    } while (cursor);
    return items;
  }

  const inOrder: Record<OrderSort, (a: (typeof placed)[0], b: (typeof placed)[0]) => number> = {
    newest: (a, b) => b.number - a.number,
    oldest: (a, b) => a.number - b.number,
    total_desc: (a, b) => b.total - a.total || b.number - a.number,
    total_asc: (a, b) => a.total - b.total || a.number - b.number,
  };

  it.each(ORDER_SORTS)('orders come in it page by page, each once: %s', async (sort) => {
    const wanted = placed.toSorted(inOrder[sort]);
    const all = await walk<StaffOrderPageDto>('orders', { sort });
    expect(all.map(({ number }) => number)).toEqual(wanted.map(({ number }) => number));
    const paid = await walk<StaffOrderPageDto>('orders', { sort, status: 'paid' });
    expect(paid.map(({ number }) => number)).toEqual(
      wanted.filter(({ status }) => status === 'paid').map(({ number }) => number),
    );
  });

  it.each(CUSTOMER_SORTS)('customers come by their last order, each once: %s', async (sort) => {
    const last = new Map(placed.map(({ user, number }) => [user, number]));
    const wanted = [...last].sort(([, a], [, b]) => (sort === 'newest' ? b - a : a - b));
    const found = await walk<CustomerPageDto>('customers', { sort });
    expect(found.map(({ id }) => id)).toEqual(wanted.map(([id]) => id));
  });

  it('a cursor of another order, and an order that nobody has, are refused', async () => {
    const first = await shop.call<StaffOrderPageDto>('GET', '/admin/orders?limit=2', { as: staff });
    for (const query of [`sort=total_asc&cursor=${first.body.next_cursor}`, 'sort=user_id']) {
      const { status, body } = await shop.call('GET', `/admin/orders?${query}`, { as: staff });
      expect([status, body['code']]).toEqual([422, 'validation_failed']);
    }
  });

  /** With sorting forbidden it is in the plan only where no index has that order. */
  async function planOf(sql: string, values: unknown[]): Promise<string> {
    await past.query(`set enable_sort = off`, []);
    await past.query(`set enable_seqscan = off`, []);
    const { rows } = await past.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  it('has an index behind it, alone and with a status, on the first page and on later ones', async () => {
    const cursors: Record<OrderSort, object> = {
      newest: { number: 5 },
      oldest: { number: 5 },
      total_desc: { total: '300', number: 5 },
      total_asc: { total: '300', number: 5 },
    };
    for (const sort of ORDER_SORTS) {
      for (const status of [undefined, 'paid' as const]) {
        for (const place of [undefined, cursors[sort]]) {
          const cursor = place && Buffer.from(JSON.stringify(place)).toString('base64url');
          const query = Object.assign(new StaffOrdersQuery(), { sort, status, cursor });
          const { sql, values } = ordersStatement(query)!;
          const plan = await planOf(sql, values);
          expect({ sort, status, plan }).toEqual({
            sort,
            status,
            plan: expect.stringMatching(/^(?![^]*Sort)[^]*Index (Only )?Scan/),
          });
        }
      }
    }
    for (const sort of CUSTOMER_SORTS) {
      for (const goesOn of [false, true]) {
        const values = goesOn ? [25, 5] : [25];
        const plan = await planOf(customersStatement({ limit: 24, sort }, goesOn), values);
        expect(plan).toMatch(/^(?![^]*Sort)[^]*Index Scan/);
      }
    }
  });
});

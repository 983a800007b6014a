import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuthStandIn } from '../testing/auth-stand-in.js';
import { Shop, type Person } from '../testing/shop.js';
import { Past } from './spec-support.js';
import type {
  CustomerDto,
  CustomerPageDto,
  StaffOrderDetailDto,
  StaffOrderPageDto,
} from './staff.dto.js';

let shop: Shop;
let past: Past;
let auth: AuthStandIn;
let staff: Person;
let part: number;
let ada: Person;

beforeAll(async () => {
  auth = await AuthStandIn.start();
  shop = await Shop.open({ env: { AUTH_URL: auth.url } });
  shop.onClose(() => auth.close());
  past = new Past(shop);
  staff = await shop.staff(['orders:read']);
  part = await shop.part({ stock: 100 });
});

afterAll(() => shop.close());

beforeEach(async () => {
  auth.answering = true;
  ada = await shop.customer();
  auth.knows(ada.id, 'Ada Able');
});

const orders = (query: Record<string, string | number> = {}) =>
  shop.call<StaffOrderPageDto>('GET', `/admin/orders?${new URLSearchParams(query as never)}`, {
    as: staff,
  });

describe('the orders table', () => {
  it('shows the newest first, with who ordered, page by page, each once', async () => {
    const placed = [];
    for (let n = 0; n < 5; n += 1) placed.push(await past.order({ userId: ada.id, partId: part }));
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const { status, body } = await orders({
        user_id: ada.id,
        limit: 2,
        ...(cursor && { cursor }),
      });
      expect(status).toBe(200);
      for (const item of body.items) {
        expect(item.customer).toEqual({ id: ada.id, display_name: 'Ada Able' });
        seen.push(item.number);
      }
      cursor = body.next_cursor;
      // What comes in while somebody turns pages moves nothing.
      await past.order({ userId: ada.id, partId: part });
    } while (cursor);
    expect(seen).toEqual(placed.map(({ number }) => number).reverse());
  });

  it('filters by state and by day', async () => {
    const old = await past.order({
      userId: ada.id,
      partId: part,
      createdAt: '2024-02-03T10:00:00Z',
    });
    const done = await past.order({ userId: ada.id, partId: part, status: 'completed' });
    const of = async (query: Record<string, string>) =>
      (await orders({ user_id: ada.id, ...query })).body.items.map(({ id }) => id);
    expect(await of({ status: 'completed' })).toEqual([done.id]);
    expect(await of({ from: '2024-02-03T00:00:00Z', to: '2024-02-04T00:00:00Z' })).toEqual([
      old.id,
    ]);
    expect(await of({ to: '2024-02-03T10:00:00Z' })).toEqual([]);
    expect(await of({ q: '' })).toEqual([done.id, old.id]);
    expect((await orders({ status: '' })).status).toBe(422);
    expect((await orders({ user_id: '' })).status).toBe(422);
  });

  it('finds an order by its number and by how its id begins', async () => {
    const { id, number } = await past.order({ userId: ada.id, partId: part });
    const ids = async (q: string) => (await orders({ q })).body.items.map((item) => item.id);
    expect(await ids(`#${number}`)).toEqual([id]);
    expect(await ids(id.slice(0, 13).toUpperCase())).toEqual([id]);
    expect(await ids('brake pad')).toEqual([]);
  });

  it('refuses filters that make no sense by name', async () => {
    const wrong = {
      status: 'lost',
      user_id: 'me',
      from: '2024-02-30T00:00:00Z',
      cursor: 'x',
      nonsense: '1',
    };
    for (const [field, value] of Object.entries(wrong)) {
      const { status, body } = await orders({ [field]: value });
      expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    }
  });

  it('answers without names when auth does not answer', async () => {
    await past.order({ userId: ada.id, partId: part });
    auth.answering = false;
    const { status, body } = await orders({ user_id: ada.id });
    expect(status).toBe(200);
    expect(body.items[0]!.customer).toEqual({ id: ada.id, display_name: null });
  });
});

describe('one order', () => {
  it('tells its history, its money and every step of its saga', async () => {
    const { id } = await past.order({
      userId: ada.id,
      partId: part,
      quantity: 2,
      unitPrice: 1250,
    });
    auth.knows(staff.id, 'Olga Orders');
    await past.query(
      `insert into order_steps (order_id, step, outcome, detail)
       values ($1, 'reserve', 'retry', '{"error": "no answer"}'), ($1, 'reserve', 'done', null)`,
      [id],
    );
    await past.query(
      `insert into refunds (id, order_id, user_id, payment_method, currency, amount_minor, reason, restock,
                                   requested_by, idempotency_key, request)
       values ($1, $2, $3, 'balance', 'EUR', 1250, 'one was broken', $4, $5, 'k', '{}')`,
      [randomUUID(), id, ada.id, JSON.stringify([{ part_id: part, quantity: 1 }]), staff.id],
    );
    await past.query(
      `update orders set refund_requested_minor = 1250, next_step = 'commit', due_at = '2030-01-01T00:00:00Z'
        where id = $1`,
      [id],
    );
    const { status, body } = await shop.call<StaffOrderDetailDto>('GET', `/admin/orders/${id}`, {
      as: staff,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      customer: { id: ada.id, display_name: 'Ada Able' },
      items: [{ part_id: part, quantity: 2, line_total: { amount: '25.00', currency: 'EUR' } }],
      refundable: { amount: '12.50', currency: 'EUR' },
      history: [
        { status: 'created', actor: null },
        { status: 'paid', actor: null },
      ],
      refunds: [
        {
          order_id: id,
          amount: { amount: '12.50', currency: 'EUR' },
          status: 'requested',
          reason: 'one was broken',
          restock: [{ part_id: part, quantity: 1 }],
          requested_by: { id: staff.id, display_name: 'Olga Orders' },
        },
      ],
      steps: [
        { step: 'reserve', outcome: 'retry', detail: { error: 'no answer' } },
        { step: 'reserve', outcome: 'done', detail: null },
      ],
      transactions: [],
      next_step: 'commit',
      due_at: '2030-01-01T00:00:00.000Z',
    });
  });

  it('lets nothing be refunded that was never paid', async () => {
    const { id } = await past.order({ userId: ada.id, partId: part, status: 'created' });
    const { body } = await shop.call<StaffOrderDetailDto>('GET', `/admin/orders/${id}`, {
      as: staff,
    });
    expect(body.refundable.amount).toBe('0.00');
  });

  it('is a 404 when there is none', async () => {
    const { status } = await shop.call('GET', `/admin/orders/${randomUUID()}`, { as: staff });
    expect(status).toBe(404);
  });
});

describe('customers', () => {
  const list = (query: Record<string, string> = {}) =>
    shop.call<CustomerPageDto>('GET', `/admin/customers?${new URLSearchParams(query)}`, {
      as: staff,
    });

  it('come in the order of their last purchase, each once', async () => {
    const people = await shop.customers(3);
    for (const { id } of [...people, people[0]!]) await past.order({ userId: id, partId: part });
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { body } = await list({ limit: '1', ...(cursor && { cursor }) });
      seen.push(body.items[0]!.id);
      cursor = body.next_cursor;
    }
    expect(seen).toEqual([people[0]!.id, people[2]!.id, people[1]!.id]);
  });

  it('are found by name, with what they have and what they last bought', async () => {
    const { number } = await past.order({ userId: ada.id, partId: part });
    const { body } = await list({ q: 'able' });
    expect(body.items.find(({ id }) => id === ada.id)).toMatchObject({
      display_name: 'Ada Able',
      email: 'ada.able@example.test',
      wallet: { balance: { amount: '0.00', currency: 'EUR' } },
      last_order: { number, status: 'paid', total: { amount: '10.00', currency: 'EUR' } },
    });
  });

  it('cannot be looked for by name while auth is away, and the answer says so', async () => {
    auth.answering = false;
    const { status, body } = await list({ q: 'able' });
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: 'unavailable' });
  });

  it('have a page: what they paid and did not get back, their orders and their money', async () => {
    await past.order({ userId: ada.id, partId: part, status: 'failed' });
    const paid = await past.order({ userId: ada.id, partId: part, quantity: 3 });
    await past.query(
      `update orders set refund_requested_minor = 1000, refunded_minor = 1000 where id = $1`,
      [paid.id],
    );
    const { body } = await shop.call<CustomerDto>('GET', `/admin/customers/${ada.id}`, {
      as: staff,
    });
    expect(body).toMatchObject({
      id: ada.id,
      display_name: 'Ada Able',
      email: 'ada.able@example.test',
      order_count: 2,
      spent: { amount: '20.00', currency: 'EUR' },
      transactions: [],
    });
    expect(body.orders.map(({ status }) => status)).toEqual(['paid', 'failed']);
  });

  it('of whom nobody knows are a 404', async () => {
    const { status } = await shop.call('GET', `/admin/customers/${randomUUID()}`, { as: staff });
    expect(status).toBe(404);
  });
});

it('is for staff with the right to read orders only', async () => {
  const paths = [
    '/admin/orders',
    `/admin/orders/${randomUUID()}`,
    '/admin/customers',
    `/admin/customers/${ada.id}`,
  ];
  const other = await shop.staff(['stock:read', 'orders:write']);
  for (const path of paths) {
    expect((await shop.call('GET', path)).status).toBe(401);
    expect((await shop.call('GET', path, { as: ada })).status).toBe(403);
    expect((await shop.call('GET', path, { as: other })).status).toBe(403);
  }
});

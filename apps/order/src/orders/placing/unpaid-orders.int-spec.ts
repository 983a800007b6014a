import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { eventually, type Answer } from '@tandem/testing';
import { SyncStandIn } from '../../money/payments/spec-support.js';
import { Shop, type Person } from '../../testing/shop.js';
import { WholeShop, type OrderAnswer } from '../../testing/whole-shop.js';

// Real here: two instances of order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('goods that are held and not paid', () => {
  let shop: WholeShop;
  beforeAll(async () => {
    [shop] = await SyncStandIn.openShop(WholeShop, {
      instances: 2,
      env: { ORDER_PAYMENT_CHECK_MS: '300000' },
    });
  });
  afterEach(async () => expect(await shop.discrepancies()).toEqual([]));
  afterAll(() => shop?.close());

  async function orders(
    as: Person,
    part: number,
    quantity: number,
    method = 'g2a_pay',
    instance = 0,
  ): Promise<Answer<OrderAnswer>> {
    await shop.database.query(`delete from orders.cart_items where owner_id = $1`, [as.id]);
    await shop.fill(as, { [part]: quantity });
    return shop.order(as, { method, instance });
  }
  const codesOf = (answers: Answer<OrderAnswer>[]) =>
    answers.map(({ status, body }) => body.code ?? status);
  const open = (as: Person) =>
    shop.database.query(
      `select id from orders.orders where user_id = $1 and status = 'awaiting_payment' order by number`,
      [as.id],
    );
  /** As if its time were over, having begun so long ago. */
  async function lapse(as: Person): Promise<void> {
    await shop.database.query(
      `update orders.orders set due_at = clock_timestamp(), created_at = created_at - interval '14 minutes'
        where user_id = $1 and status = 'awaiting_payment'`,
      [as.id],
    );
    await eventually(async () => expect(await open(as)).toEqual([]));
    await shop.settled();
  }

  it('of eight orders of one account three hold something; they are given back, and then there is a pause', async () => {
    const part = await shop.part({ stock: 40 });
    const eve = await shop.shopper();
    const answers: Answer<OrderAnswer>[] = [];
    for (let n = 0; n < 8; n += 1) answers.push(await orders(eve, part, 5, 'g2a_pay', n % 2));
    expect(codesOf(answers)).toEqual([
      ...Array(3).fill(201),
      ...Array(5).fill('too_many_unpaid_orders'),
    ]);
    expect(answers[7]!.body).toMatchObject({
      status: 409,
      limit: 3,
      open_orders: [{ id: answers[0]!.body.id }, {}, {}],
    });
    expect(await shop.cartOf(eve)).toEqual({ [part]: 5 });
    expect(await shop.stockOf(part)).toEqual({ current: 40, reserved: 15 });

    await lapse(eve);

    expect(await shop.stockOf(part)).toEqual({ current: 40, reserved: 0 });
    const again = await orders(eve, part, 5);
    expect(again).toMatchObject({ status: 429, body: { code: 'unpaid_orders_lapsed' } });
    expect(again.body['retry_after']).toBeGreaterThan(300);
    expect(await shop.stockOf(part)).toEqual({ current: 40, reserved: 0 });
  });

  it('twenty orders at once on two instances hold no more than the bound', async () => {
    const part = await shop.part({ stock: 400 });
    const eve = await shop.shopper();
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          // Each wants the same cart; whoever comes first has it, and the next fills it again.
          await shop.database.query(
            `with opened as (insert into orders.carts as c (owner_kind, owner_id, version) values ('user', $1, 1)
               on conflict (owner_kind, owner_id) do update set version = c.version returning owner_kind, owner_id)
             insert into orders.cart_items (owner_kind, owner_id, part_id, quantity)
             select owner_kind, owner_id, $2::int, 1 from opened on conflict do nothing`,
            [eve.id, part],
          );
          return shop.order(eve, { method: 'g2a_pay', instance: n % 2 });
        }),
      );
      expect((await open(eve)).length).toBeLessThanOrEqual(3);
    }
    expect(await open(eve)).toHaveLength(3);
    expect(await shop.stockOf(part)).toEqual({ current: 400, reserved: 3 });
  });

  it('one order cannot hold more than half of a stock, nor several together', async () => {
    const part = await shop.part({ stock: 40 });
    const eve = await shop.shopper();
    expect(codesOf([await orders(eve, part, 21)])).toEqual(['too_many_unpaid_pieces']);
    expect(codesOf([await orders(eve, part, 15), await orders(eve, part, 6)])).toEqual([
      201,
      'too_many_unpaid_pieces',
    ]);
    expect(await shop.stockOf(part)).toEqual({ current: 40, reserved: 15 });
  });

  it('who pays from the balance is not concerned, however much is open', async () => {
    const part = await shop.part({ stock: 100 });
    const cora = await shop.shopper(1_000_000);
    for (let n = 0; n < 3; n += 1) await orders(cora, part, 1);
    expect(codesOf([await orders(cora, part, 90, 'balance')])).toEqual([201]);
    await lapse(cora);
    expect(codesOf([await orders(cora, part, 1, 'balance')])).toEqual([201]);
    await shop.settled();
  });

  it('who cancels, or lets one order lapse, or pays, may order again at once', async () => {
    const part = await shop.part({ stock: 100 });
    const cora = await shop.shopper();
    await orders(cora, part, 1);
    await lapse(cora);
    for (let n = 0; n < 6; n += 1) {
      const { status, body } = await orders(cora, part, 1);
      expect(status).toBe(201);
      await shop.call('POST', `/orders/${body.id}/cancel`, { as: cora, body: {} });
      await shop.settled();
    }
  });

  it('holding goods nearly to the end and cancelling then is no way around the pause', async () => {
    const part = await shop.part({ stock: 100 });
    const eve = await shop.shopper();
    for (let n = 0; n < 2; n += 1) {
      const { body } = await orders(eve, part, 1);
      await shop.database.query(
        `update orders.orders set created_at = created_at - interval '12 minutes' where id = $1`,
        [body.id],
      );
      await shop.call('POST', `/orders/${body.id}/cancel`, { as: eve, body: {} });
    }
    expect(codesOf([await orders(eve, part, 1)])).toEqual(['unpaid_orders_lapsed']);
    await shop.settled();
  });

  it('the refusals are counted', async () => {
    const text = await (await fetch(`${shop.instances[0]!.url}/metrics`)).text();
    expect(text).toMatch(/orders_unpaid_refused_total\{[^}]*code="too_many_unpaid_orders"/);
  });
});

describe('goods for somebody whose address nobody has confirmed', () => {
  let auth: Server;
  let answer: { status: number; confirmed: boolean };
  let shop: Shop;
  beforeAll(async () => {
    auth = createServer((request, response) => {
      const id = request.url!.split('/').at(-1);
      const whose = { display_name: 'Cora', email: 'cora@example.test' };
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(
          JSON.stringify({ ...whose, id, email_confirmed: answer.confirmed, code: 'not_found' }),
        );
    });
    await new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve));
    shop = await Shop.open({
      env: {
        AUTH_URL: `http://127.0.0.1:${(auth.address() as AddressInfo).port}`,
        ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL: 'yes',
        ORDER_UNPAID_ALERT_ACCOUNT: '3',
        ORDER_UNPAID_ALERT_SHOP: '10',
      },
    });
  });
  afterAll(async () => {
    await shop?.close();
    auth.closeAllConnections();
    await new Promise((resolve) => auth.close(resolve));
  });

  /** Nothing is in the cart: who gets as far as that may hold goods. */
  async function codeFor(method: string, as?: Person): Promise<unknown> {
    const { body } = await shop.call('POST', '/orders', {
      as: as ?? (await shop.customer()),
      body: { payment_method: method },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    return body['code'];
  }

  it('are not held without payment, and are for sale from the balance', async () => {
    answer = { status: 200, confirmed: false };
    expect(await codeFor('g2a_pay')).toBe('email_not_confirmed');
    expect(await codeFor('balance')).toBe('cart_empty');
    answer = { status: 200, confirmed: true };
    expect(await codeFor('g2a_pay')).toBe('cart_empty');
  });

  it('an account that is gone is refused; while auth is away nobody is let in unasked', async () => {
    answer = { status: 404, confirmed: false };
    expect(await codeFor('g2a_pay')).toBe('email_not_confirmed');
    answer = { status: 503, confirmed: false };
    expect(await codeFor('g2a_pay')).toBe('unavailable');
    expect(await codeFor('balance')).toBe('cart_empty');
  });

  /** What staff were told, oldest first: of whom, and after how many refusals. */
  async function alerts(): Promise<{ account_id: string | null; refused: number }[]> {
    const rows = await shop.database.query<{
      payload: { account_id: string | null; refused: number };
    }>(`select payload from orders.outbox where type = 'order.unpaid_refused' order by seq`);
    return rows.map(({ payload: { account_id, refused } }) => ({ account_id, refused }));
  }
  const anHourLater = () =>
    shop.database.query(`update orders.unpaid_refusals set since = since - interval '61 minutes'`);
  async function refuse(as: Person, times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      expect(await codeFor('g2a_pay', as)).toBe('email_not_confirmed');
    }
  }

  it('staff are told of an account that is refused again and again, once an hour', async () => {
    answer = { status: 200, confirmed: false };
    await shop.database.query(`delete from orders.unpaid_refusals`);
    const before = (await alerts()).length;
    const [eve, bob] = [await shop.customer(), await shop.customer()];
    await refuse(bob, 2);
    await refuse(eve, 5);
    expect((await alerts()).slice(before)).toEqual([{ account_id: eve.id, refused: 3 }]);
    await anHourLater();
    await refuse(eve, 4);
    expect((await alerts()).slice(before)).toEqual(
      Array(2).fill({ account_id: eve.id, refused: 3 }),
    );
  });

  it('staff are told of many accounts as of one whole, and rows that nobody needs go', async () => {
    answer = { status: 200, confirmed: false };
    await shop.database.query(`delete from orders.unpaid_refusals`);
    const before = (await alerts()).length;
    const crowd = [];
    for (let n = 0; n < 6; n += 1) crowd.push(await shop.customer());
    for (const one of crowd) await refuse(one, 2);
    expect((await alerts()).slice(before)).toEqual([{ account_id: null, refused: 10 }]);
    for (const one of crowd) await refuse(one, 2);
    expect((await alerts()).slice(before)).toHaveLength(1);

    await shop.database.query(
      `update orders.unpaid_refusals set since = since - interval '2 days'`,
    );
    await refuse(crowd[0]!, 1);
    await shop.instances[0]!.app.get(Retention).run('forget-unpaid-refusals');
    expect(
      await shop.database.query(`select subject from orders.unpaid_refusals order by subject`),
    ).toEqual([{ subject: crowd[0]!.id }, { subject: 'shop' }]);
  });

  it('a refusal is told as it is when it cannot be counted', async () => {
    answer = { status: 200, confirmed: false };
    await shop.database.query(`alter table orders.unpaid_refusals rename to put_away`);
    try {
      expect(await codeFor('g2a_pay')).toBe('email_not_confirmed');
    } finally {
      await shop.database.query(`alter table orders.put_away rename to unpaid_refusals`);
    }
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Shop, type Person } from '../../testing/shop.js';
import { discrepancies, publish, SyncStandIn, tell } from '../payments/spec-support.js';

interface TopUp {
  id: string;
  status: string;
  redirect_url: string | null;
  code?: string;
}
interface Transactions {
  items: { id: string; type: string; amount: { amount: string }; payment_method: string }[];
  next_cursor: string | null;
}

// Real here: the order service and PostgreSQL. The sync gateway is a stand-in.
describe('a wallet', () => {
  let sync: SyncStandIn;
  let shop: Shop;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(Shop, {
      env: { ORDER_G2A_PAY_FEE_BASIS_POINTS: '150' },
    });
  });
  afterEach(async () => {
    sync.answering = true;
    expect(await discrepancies(shop)).toEqual([]);
  });
  afterAll(() => shop?.close());

  const topUp = (as: Person, amount: string, payment_method: string, key?: string) =>
    shop.call<TopUp>('POST', '/wallet/top-ups', {
      as,
      body: { amount: { amount, currency: 'EUR' }, payment_method },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  const balance = async (as: Person) =>
    (await shop.call<{ balance: { amount: string } }>('GET', '/wallet', { as })).body.balance
      .amount;
  const read = (as: Person, id: string) => shop.call<TopUp>('GET', `/wallet/top-ups/${id}`, { as });
  const app = () => shop.instances[0]!.app;

  it('is empty before it is used', async () => {
    expect(await balance(await shop.customer())).toBe('0.00');
  });

  it('gets test money at once', async () => {
    const tess = await shop.customer();
    const answer = await topUp(tess, '12.34', 'test');
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'settled', amount: { amount: '12.34', currency: 'EUR' }, redirect_url: null },
    });
    expect(await balance(tess)).toBe('12.34');
    expect((await read(tess, answer.body.id)).body).toEqual(answer.body);
  });

  it('is sent to G2A PAY, and gets the money when that says it has come', async () => {
    const gus = await shop.customer();
    const { body } = await topUp(gus, '20.00', 'g2a_pay');
    expect(body).toMatchObject({ status: 'pending', redirect_url: `https://pay.test/${body.id}` });
    expect(await balance(gus)).toBe('0.00');
    await tell(app(), sync.change(body.id, { status: 'complete' }));
    expect(await balance(gus)).toBe('20.00');
    expect((await read(gus, body.id)).body).toMatchObject({
      status: 'settled',
      redirect_url: null,
    });
    const { items } = (await shop.call<Transactions>('GET', '/transactions', { as: gus })).body;
    expect(items).toMatchObject([
      { type: 'top_up', amount: { amount: '20.00' }, payment_method: 'g2a_pay' },
    ]);
    const fees = await shop.database.query(
      `select p.amount_minor::int as minor from orders.ledger_postings p
         join orders.ledger_entries e on e.id = p.entry_id join orders.ledger_accounts a on a.id = p.account_id
        where e.payment_id = $1 and a.kind = 'fees'`,
      [body.id],
    );
    expect(fees).toEqual([{ minor: -30 }]);
  });

  it('the same event twenty times, and older ones after it, credit once', async () => {
    const dora = await shop.customer();
    const { body } = await topUp(dora, '5.00', 'g2a_pay');
    const pending = sync.change(body.id);
    const complete = sync.change(body.id, { status: 'complete' });
    const eventId = randomUUID();
    await Promise.all(Array.from({ length: 10 }, () => tell(app(), complete, eventId)));
    await Promise.all(Array.from({ length: 10 }, () => tell(app(), complete)));
    await tell(app(), pending);
    await tell(app(), { ...pending, status: 'rejected' });
    expect(await balance(dora)).toBe('5.00');
    expect((await read(dora, body.id)).body.status).toBe('settled');
  });

  it('an event alone moves no money: what G2A PAY itself says counts', async () => {
    const eve = await shop.customer();
    const { body } = await topUp(eve, '9000.00', 'g2a_pay');
    const forged = { ...sync.payments.get(body.id)!, status: 'complete' as const, version: 99 };
    for (let n = 0; n < 5; n += 1) {
      const asked = sync.asked.length;
      await publish(app(), { ...forged, version: 99 + n, transaction_id: `T-${n}` });
      // It was taken for what it is, a hint: G2A PAY was asked.
      await eventually(async () => expect(sync.asked.slice(asked)).toContain('GET payment'));
    }
    await tell(app(), forged);
    expect(await balance(eve)).toBe('0.00');
    expect((await read(eve, body.id)).body.status).toBe('pending');
    sync.change(body.id, { status: 'complete' });
    await publish(app(), sync.payments.get(body.id)!);
    await eventually(async () => expect(await balance(eve)).toBe('9000.00'));
  });

  it('a repeated key gets the first answer, whatever became of the top-up since', async () => {
    const ina = await shop.customer();
    const first = await topUp(ina, '7.00', 'g2a_pay', 'once');
    await tell(app(), sync.change(first.body.id, { status: 'complete' }));
    expect((await read(ina, first.body.id)).body.status).toBe('settled');
    expect((await topUp(ina, '7.00', 'g2a_pay', 'once')).body).toEqual(first.body);
  });

  it('that G2A PAY does not accept has failed at once, and the same key gets the same answer', async () => {
    const rob = await shop.customer();
    for (const status of [400, 403, 409, 422]) {
      sync.beginning = status;
      const key = randomUUID();
      const asked = sync.asked.length;
      for (let n = 0; n < 2; n += 1) {
        expect(await topUp(rob, '7.00', 'g2a_pay', key)).toMatchObject({
          status: 409,
          body: { code: 'payment_refused' },
        });
      }
      expect(sync.asked.slice(asked).filter((call) => call === 'POST payment')).toHaveLength(1);
    }
    sync.beginning = 200;
    expect(
      await shop.database.query(`select distinct status from orders.payments where user_id = $1`, [
        rob.id,
      ]),
    ).toEqual([{ status: 'failed' }]);
  });

  it('the same key twenty times at once is one top-up with one answer', async () => {
    const kai = await shop.customer();
    for (const method of ['test', 'g2a_pay']) {
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => topUp(kai, '3.00', method, key)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    }
    expect(await balance(kai)).toBe('3.00');
  });

  it('a key that stood for another amount or method is refused', async () => {
    const lea = await shop.customer();
    await topUp(lea, '3.00', 'test', 'k1');
    for (const [amount, method] of [
      ['3.01', 'test'],
      ['3.00', 'g2a_pay'],
    ] as const) {
      const answer = await topUp(lea, amount, method, 'k1');
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    }
    const other = await shop.customer();
    expect((await topUp(other, '9.00', 'test', 'k1')).status).toBe(201);
  });

  it('while G2A PAY is away a top-up is refused, and the same key goes on with it', async () => {
    const mia = await shop.customer();
    sync.answering = false;
    const refused = await topUp(mia, '8.00', 'g2a_pay', 'again');
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    sync.answering = true;
    const answer = await eventually(async () => {
      const again = await topUp(mia, '8.00', 'g2a_pay', 'again');
      expect(again.status).toBe(201);
      return again.body;
    });
    expect(sync.payments.has(answer.id)).toBe(true);
    expect(
      await shop.database.query(`select id from orders.payments where user_id = $1`, [mia.id]),
    ).toEqual([{ id: answer.id }]);
  });

  it('of somebody else can not be looked into', async () => {
    const [ann, bob] = [await shop.customer(), await shop.customer()];
    const { body } = await topUp(ann, '1.00', 'test');
    expect((await read(bob, body.id)).status).toBe(404);
    expect((await read(bob, randomUUID())).status).toBe(404);
    const { items } = (await shop.call<Transactions>('GET', '/transactions', { as: bob })).body;
    expect(items).toEqual([]);
  });

  describe('tells what moved', () => {
    let tom: Person;
    beforeAll(async () => {
      tom = await shop.customer();
      for (let n = 1; n <= 7; n += 1) await topUp(tom, `${n}.00`, 'test');
      const { body } = await topUp(tom, '50.00', 'g2a_pay');
      await tell(app(), sync.change(body.id, { status: 'complete' }));
    });
    const list = async (query: string) =>
      (await shop.call<Transactions>('GET', `/transactions?${query}`, { as: tom })).body;
    const amounts = ({ items }: Transactions) => items.map(({ amount }) => Number(amount.amount));

    it('newest first, page by page, each line once', async () => {
      const seen: number[] = [];
      let cursor = '';
      do {
        const page = await list(`limit=3${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(3);
        seen.push(...amounts(page));
        cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : '';
      } while (cursor !== '');
      expect(seen).toEqual([50, 7, 6, 5, 4, 3, 2, 1]);
    });

    it('by type, by method, by order and by time', async () => {
      expect(amounts(await list('payment_method=g2a_pay'))).toEqual([50]);
      expect(amounts(await list('type=top_up&payment_method=test'))).toHaveLength(7);
      expect(amounts(await list('type=purchase'))).toEqual([]);
      expect(amounts(await list(`order_id=${randomUUID()}`))).toEqual([]);
      const all = (
        await shop.call<{ items: { created_at: string }[] }>('GET', '/transactions', { as: tom })
      ).body.items;
      const middle = all[3]!.created_at;
      expect(amounts(await list(`from=${middle}`))).toEqual([50, 7, 6, 5]);
      expect(amounts(await list(`to=${middle}`))).toEqual([4, 3, 2, 1]);
      expect(amounts(await list(`to=2000-01-01T00:00:00Z`))).toEqual([]);
    });
  });
});

describe('a wallet in production', () => {
  it('knows no invented money', async () => {
    const shop = await Shop.open({ env: { NODE_ENV: 'production' } });
    try {
      const body = { amount: { amount: '1.00', currency: 'EUR' }, payment_method: 'test' };
      const answer = await shop.call('POST', '/wallet/top-ups', {
        as: await shop.customer(),
        body,
      });
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'payment_method' }] },
      });
    } finally {
      await shop.close();
    }
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import pg from 'pg';
import { Shop, type Person } from '../../testing/shop.js';
import { discrepancies, placedOrder } from '../payments/spec-support.js';
import { transfer, type Entry } from './account.js';
import { BookEntry } from './book-entry.js';

// Real here: the order service and PostgreSQL.
describe('the ledger', () => {
  let shop: Shop;
  let part: number;
  beforeAll(async () => {
    shop = await Shop.open();
    part = await shop.part();
  });
  afterEach(async () => {
    expect(await discrepancies(shop)).toEqual([]);
  });
  afterAll(() => shop?.close());

  const book = (entry: Entry) =>
    transaction(shop.instances[0]!.app.get(Database), (tx) =>
      shop.instances[0]!.app.get(BookEntry, { strict: false }).book(tx, entry),
    );
  const topUp = async (as: Person, amount: string) => {
    const body = { amount: { amount, currency: 'EUR' }, payment_method: 'test' };
    const answer = await shop.call('POST', '/wallet/top-ups', { as, body });
    expect(answer.status).toBe(201);
  };
  const balance = async (as: Person) =>
    (await shop.call<{ balance: object }>('GET', '/wallet', { as })).body.balance;

  async function paidFrom(userId: string, unit: number): Promise<Entry> {
    const order = await placedOrder(shop, { partId: part, userId, unit });
    return {
      type: 'purchase',
      sourceId: order.id,
      userId,
      orderId: order.id,
      currency: 'EUR',
      amountMinor: BigInt(-unit),
      paymentMethod: 'balance',
      postings: transfer({ kind: 'wallet', userId }, { kind: 'sales' }, BigInt(unit)),
    };
  }

  /** Books, and marks the order as paid with it. */
  const pay = async (entry: Entry) =>
    transaction(shop.instances[0]!.app.get(Database), async (tx) => {
      await shop.instances[0]!.app.get(BookEntry, { strict: false }).book(tx, entry);
      await tx.execute(`update orders set status = 'paid' where id = $1`, [entry.orderId]);
    });

  it('200 orders at once on one wallet never take more than is in it', async () => {
    const rita = await shop.customer();
    await topUp(rita, '100.00');
    const entries = await Promise.all(
      Array.from({ length: 200 }, (_, n) => paidFrom(rita.id, 100 + (n % 3) * 50)),
    );
    const results = await Promise.allSettled(entries.map(pay));
    let spent = 0;
    results.forEach((result, n) => {
      if (result.status === 'fulfilled') spent -= Number(entries[n]!.amountMinor);
      else {
        expect(result.reason).toBeInstanceOf(DomainError);
        expect(result.reason).toMatchObject({ code: 'insufficient_funds', kind: 'conflict' });
      }
    });
    expect(spent).toBeGreaterThan(9_800);
    expect(spent).toBeLessThanOrEqual(10_000);
    const left = ((10_000 - spent) / 100).toFixed(2);
    expect(await balance(rita)).toEqual({ amount: left, currency: 'EUR' });
  });

  it('one source is booked once, however many book it at once', async () => {
    const ben = await shop.customer();
    await topUp(ben, '10.00');
    for (let round = 0; round < 10; round += 1) {
      const entry = await paidFrom(ben.id, 30);
      const results = await Promise.all(Array.from({ length: 20 }, () => book(entry)));
      expect(results.filter((result) => result === 'booked')).toHaveLength(1);
      expect(results.filter((result) => result === 'repeated')).toHaveLength(19);
      await shop.database.query(`update orders.orders set status = 'paid' where id = $1`, [
        entry.orderId,
      ]);
    }
    expect(await balance(ben)).toEqual({ amount: '7.00', currency: 'EUR' });
  });

  it('says what was missing, and takes nothing', async () => {
    const poor = await shop.customer();
    await topUp(poor, '0.99');
    await expect(book(await paidFrom(poor.id, 100))).rejects.toMatchObject({
      code: 'insufficient_funds',
      extra: { required: { amount: '1.00', currency: 'EUR' } },
    });
    expect(await balance(poor)).toEqual({ amount: '0.99', currency: 'EUR' });
  });

  it('many first movements of one wallet at once open it once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const nora = await shop.customer();
      await Promise.all(Array.from({ length: 10 }, () => topUp(nora, '1.00')));
      expect(await balance(nora)).toEqual({ amount: '10.00', currency: 'EUR' });
    }
  });

  describe('refuses, whoever writes', () => {
    const unbalanced = { code: '23000', constraint: 'ledger_entries_balance' };
    let userId: string;
    beforeAll(async () => {
      const max = await shop.customer();
      userId = max.id;
      await topUp(max, '50.00');
    });

    /** An entry of 5.00 by the admin's own hand, with these postings. */
    const byHand = async (postings: string) => {
      const order = await placedOrder(shop, { partId: part, userId, unit: 500 });
      return shop.database.query(
        `with entry as (
           insert into orders.ledger_entries (id, type, source_id, user_id, order_id, currency, amount_minor, payment_method)
           values (gen_random_uuid(), 'purchase', '${order.id}', '${userId}', '${order.id}', 'EUR', -500, 'balance') returning id)
         insert into orders.ledger_postings (entry_id, account_id, amount_minor)
         select entry.id, p.account, p.amount from entry, (${postings}) as p (account, amount)`,
      );
    };
    const account = (kind: string, user = 'null', currency = 'EUR') =>
      `orders.ledger_account('${kind}', ${user}, '${currency}')`;
    const mine = () => account('wallet', `'${userId}'`);

    it('postings that do not add up to nothing', async () => {
      const postings = `values (${mine()}, -500::bigint), (${account('sales')}, 499)`;
      await expect(byHand(postings)).rejects.toMatchObject(unbalanced);
    });

    it('one posting alone', async () => {
      await expect(byHand(`values (${mine()}, -500::bigint)`)).rejects.toMatchObject(unbalanced);
    });

    it('another currency', async () => {
      const postings = `values (${mine()}, -500::bigint), (${account('sales', 'null', 'USD')}, 500)`;
      await expect(byHand(postings)).rejects.toMatchObject(unbalanced);
    });

    it('an account that does not exist', async () => {
      const postings = `values (${mine()}, -500::bigint), (987654321, 500)`;
      await expect(byHand(postings)).rejects.toMatchObject(unbalanced);
    });

    it("somebody else's wallet", async () => {
      const other = await shop.customer();
      await topUp(other, '50.00');
      const postings = `values (${account('wallet', `'${other.id}'`)}, -500::bigint), (${account('sales')}, 500)`;
      await expect(byHand(postings)).rejects.toMatchObject(unbalanced);
    });

    it('a wallet that gets another amount than the customer is shown', async () => {
      const postings = `values (${mine()}, -400::bigint), (${account('sales')}, 400)`;
      await expect(byHand(postings)).rejects.toMatchObject(unbalanced);
    });

    it('an entry without postings', async () => {
      await expect(byHand(`select 1::bigint, 1::bigint where false`)).rejects.toMatchObject(
        unbalanced,
      );
    });

    it('one more posting on an entry of earlier', async () => {
      const [entry] = await shop.database.query<{ id: string }>(
        `select id from orders.ledger_entries where user_id = $1 limit 1`,
        [userId],
      );
      await expect(
        shop.database.query(
          `insert into orders.ledger_postings values ('${entry!.id}', ${account('fees')}, 100)`,
        ),
      ).rejects.toMatchObject(unbalanced);
    });

    it('a purchase that gives money, a refund that takes it', async () => {
      for (const [type, amount] of [
        ['purchase', 1],
        ['top_up', -1],
        ['refund', -1],
        ['fee', 1],
      ]) {
        await expect(
          shop.database.query(
            `insert into orders.ledger_entries (id, type, source_id, user_id, currency, amount_minor, payment_method)
             values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'EUR', $3, 'balance')`,
            [type, userId, amount],
          ),
        ).rejects.toMatchObject({ code: '23514' });
      }
    });

    it('that anything booked is changed or taken away', async () => {
      for (const sql of [
        `update orders.ledger_entries set amount_minor = amount_minor - 1`,
        `delete from orders.ledger_entries`,
        `truncate orders.ledger_entries cascade`,
        `update orders.ledger_postings set amount_minor = 1`,
        `delete from orders.ledger_postings`,
        `truncate orders.ledger_postings`,
        `delete from orders.ledger_accounts`,
        `truncate orders.ledger_accounts`,
        `update orders.ledger_accounts set user_id = gen_random_uuid() where user_id is not null`,
      ]) {
        await expect(shop.database.query(sql)).rejects.toMatchObject({ code: '23000' });
      }
    });

    it('a wallet below nothing, even from the admin', async () => {
      await expect(
        shop.database.query(
          `update orders.ledger_accounts set balance_minor = -1 where user_id = $1`,
          [userId],
        ),
      ).rejects.toMatchObject({ code: '23514', constraint: 'ledger_wallet_not_overdrawn' });
    });

    it('that the service itself sets a balance, opens an account by hand or rewrites a line', async () => {
      const service = shop.instances[0]!.app.get(Database);
      for (const sql of [
        `update ledger_accounts set balance_minor = 1000000`,
        `insert into ledger_accounts (kind, user_id, currency, balance_minor) values ('wallet', gen_random_uuid(), 'EUR', 5)`,
        `delete from ledger_accounts`,
        `update ledger_entries set amount_minor = -1`,
        `delete from ledger_postings`,
        `alter table ledger_postings disable trigger all`,
        `delete from refunds`,
        `delete from payments`,
      ]) {
        await expect(service.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });

  it('each change of a balance is on record with who and from where', async () => {
    const eva = await shop.customer();
    await topUp(eva, '3.00');
    const log = await shop.database.query(
      `select operation, changed_by, ip_address, new_values ->> 'balance_minor' as balance
         from audit.data_change_logs where table_name = 'ledger_accounts' and new_values ->> 'user_id' = $1 order by id`,
      [eva.id],
    );
    expect(log).toEqual([
      { operation: 'INSERT', changed_by: eva.id, ip_address: '127.0.0.1', balance: '0' },
      { operation: 'UPDATE', changed_by: eva.id, ip_address: '127.0.0.1', balance: '300' },
    ]);
  });

  it('what is wrong in spite of everything is seen', async () => {
    const zoe = await shop.customer();
    await topUp(zoe, '5.00');
    await pay(await paidFrom(zoe.id, 200));
    const client = new pg.Client({ connectionString: shop.database.adminUrl });
    await client.connect();
    const wrongAfter = async (sql: string) => {
      await client.query('begin');
      // As if every trigger were off.
      await client.query(`set local session_replication_role = replica`);
      await client.query(sql);
      const { rows } = await client.query<{ problem: string }>(
        'select problem from orders.ledger_discrepancies',
      );
      await client.query('rollback');
      return rows.map(({ problem }) => problem);
    };
    try {
      const mine = `user_id = '${zoe.id}'`;
      expect(
        await wrongAfter(
          `update orders.ledger_accounts set balance_minor = balance_minor + 1 where ${mine}`,
        ),
      ).toEqual(['wallet is not the sum of its postings']);
      expect(
        await wrongAfter(
          `update orders.ledger_postings p set amount_minor = amount_minor + 1 from orders.ledger_accounts a
            where a.id = p.account_id and a.kind = 'sales'
              and p.entry_id in (select id from orders.ledger_entries where ${mine})`,
        ),
      ).toEqual(['entry does not balance', 'the whole ledger does not add up']);
      expect(
        await wrongAfter(
          `update orders.orders set status = 'paid', paid_at = now()
            where id = (select id from orders.orders where paid_at is null limit 1)`,
        ),
      ).toEqual(['paid order without its purchase']);
      expect(
        await wrongAfter(
          `update orders.orders set status = 'failed', paid_at = null where ${mine}`,
        ),
      ).toEqual(['money of an order that was never paid']);
      expect(
        await wrongAfter(
          `update orders.orders set refunded_minor = 1, refund_requested_minor = 1 where ${mine}`,
        ),
      ).toEqual([
        'refunds of an order differ from the ledger',
        'refunds of an order differ from what is set aside',
      ]);
      expect(
        await wrongAfter(
          `update orders.payments set status = 'failed', settled_at = null where ${mine}`,
        ),
      ).toEqual(['settled payment without its entry, or an entry without']);
    } finally {
      await client.end();
    }
  });
});

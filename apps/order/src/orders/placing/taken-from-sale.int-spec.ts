import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOLD_OFFERS } from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { WholeShop } from '../../testing/whole-shop.js';

const SLOW = { timeoutMs: 60_000 };

/** Real: PostgreSQL with the tables of all services, and inventory as a process of its own. */
describe('a part that is discontinued while somebody checks out', () => {
  let shop: WholeShop;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    shop = await WholeShop.open();
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()));
    await shop?.close();
  });

  const begun = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: shop.database.adminUrl });
    await client.connect();
    clients.push(client);
    await client.query('begin');
    return client;
  };
  const discontinue = (client: pg.Client, part: number) =>
    client.query(`update catalog.parts set status = 'discontinued' where id = $1`, [part]);
  const somebodyWaits = () =>
    eventually(async () => {
      const rows = await shop.database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
      );
      expect(rows).toHaveLength(1);
    }, SLOW);

  it('is not ordered once staff have it committed, however close the order came', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 1 });
    const staff = await begun();
    await discontinue(staff, part);
    const order = shop.order(cora);
    await somebodyWaits();
    await staff.query('commit');
    expect(await order).toMatchObject({
      status: 409,
      body: { code: 'insufficient_stock', lines: [{ part_id: part, requested: 1, available: 0 }] },
    });
    expect(await shop.cartOf(cora)).toEqual({ [part]: 1 });
  });

  it('is ordered when staff change their mind before they commit', async () => {
    const part = await shop.part({ stock: 5 });
    const cora = await shop.shopper(5_000);
    await shop.fill(cora, { [part]: 1 });
    const staff = await begun();
    await discontinue(staff, part);
    const order = shop.order(cora);
    await somebodyWaits();
    await staff.query('rollback');
    expect((await order).status).toBe(201);
  });

  it('stays for sale until the orders that found it so are committed', async () => {
    const part = await shop.part({ stock: 5 });
    const order = await begun();
    await order.query(HOLD_OFFERS, [[part]]);
    const staff = await begun();
    const done: string[] = [];
    const discontinued = discontinue(staff, part).then(() => done.push('discontinued'));
    await somebodyWaits();
    done.push('ordered');
    await order.query('commit');
    await discontinued;
    await staff.query('commit');
    expect(done).toEqual(['ordered', 'discontinued']);
  });
});

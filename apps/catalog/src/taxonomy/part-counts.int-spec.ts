import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Shop, type Json } from '../testing/shop.js';

const WRITERS = 6;
const MOVES = 40;
const PARTS = 60;

let shop: Shop;
const categories: Json[] = [];
const connections: pg.Client[] = [];

beforeAll(async () => {
  shop = await Shop.open();
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    categories.push((await shop.editor('POST', '/categories', { name })).body);
  for (let n = 0; n < WRITERS; n += 1) {
    const connection = new pg.Client({ connectionString: shop.database.adminUrl });
    await connection.connect();
    connections.push(connection);
  }
  await shop.database.query(
    `insert into catalog.parts (kind, sku, slug, part_name, category_id, price_minor, currency)
       select 'physical', 'C-' || n, 'c-' || n, 'Counted ' || n, $1, 100, 'EUR' from generate_series(1, $2::integer) n`,
    [categories[0].id, PARTS],
  );
});
afterAll(async () => {
  for (const connection of connections) await connection.end();
  await shop.close();
});

/** As shoppers are told of them, read past the cache. */
const COUNTED = `
  select k.name, coalesce((select sum(n)::integer from (
      select parts as n from catalog.part_counts where among = 'shown' and tag = k.tag
      union all select delta from catalog.part_count_changes where among = 'shown' and tag = k.tag) c), 0) as count
    from catalog.categories k order by k.name`;
const TRUE = `
  select k.name, (select count(*)::integer from catalog.parts p
      where p.category_id = k.id and p.status = 'active' and p.deleted_at is null) as count
    from catalog.categories k order by k.name`;
const MOVE = `update catalog.parts set category_id = $1 where id % $2 = $3 and sku like 'C-%'`;

describe('the counts of categories', () => {
  it('are right in every moment while many writers move parts and rows are put together', async () => {
    // Each statement puts together what it can, not one in two hundred.
    await shop.database.query(
      `alter sequence catalog.part_count_statements increment by 200 restart with 200`,
    );
    let going = true;
    const seen = new Set<number>();
    const reader = (async () => {
      while (going) {
        const counts = await shop.database.query<{ count: number }>(COUNTED);
        seen.add(counts.reduce((sum, { count }) => sum + count, 0));
      }
    })();
    await Promise.all(
      connections.map(async (connection, writer) => {
        for (let move = 0; move < MOVES; move += 1) {
          await connection.query('begin');
          await connection.query(MOVE, [categories[(writer + move) % 3].id, WRITERS, writer]);
          await connection.query(move % 5 === 4 ? 'rollback' : 'commit');
        }
      }),
    );
    going = false;
    await reader;
    expect([...seen]).toEqual([PARTS]);
    expect(await shop.database.query(COUNTED)).toEqual(await shop.database.query(TRUE));
    const [left] = await shop.database.query<{ n: number }>(
      'select count(*)::integer as n from catalog.part_count_changes',
    );
    expect(left!.n).toBeLessThan(WRITERS * MOVES);
  });

  it('make no writer wait for another one', async () => {
    const [first, second] = connections;
    await first!.query('begin');
    await first!.query(MOVE, [categories[0].id, WRITERS, 0]);
    await second!.query(`set statement_timeout = '30s'`);
    await second!.query(MOVE, [categories[1].id, WRITERS, 1]);
    await first!.query('commit');
    expect(await shop.database.query(COUNTED)).toEqual(await shop.database.query(TRUE));
  });

  it('are made anew when they went wrong', async () => {
    await shop.database.query(`update catalog.part_counts set parts = parts + 7`);
    await shop.database.query(`select catalog.recount_parts()`);
    expect(await shop.database.query(COUNTED)).toEqual(await shop.database.query(TRUE));
  });

  it('are told to shoppers as soon as a change is confirmed', async () => {
    const part = await shop.part({ category_id: categories[2].id });
    const countOf = async (): Promise<number> => {
      const { items } = (await shop.shopper('/categories')).body;
      return items.find(({ name }: Json) => name === 'Gamma').count;
    };
    const before = await countOf();
    await shop.editor('PUT', `/parts/${part.id}`, { status: 'archived', version: part.version });
    expect(await countOf()).toBe(before - 1);
  });
});

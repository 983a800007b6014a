import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../testing/shop.js';
import type { PartMovement } from './movement-queries.js';

const WHO = '0198c5a0-0000-7000-8000-00000000aaaa';

/** Real: inventory on PostgreSQL, with more movements than a page looks at. */
describe('the movements of all parts', () => {
  let shop: Shop;
  let [one, two]: number[] = [];

  beforeAll(async () => {
    shop = await Shop.open();
    [one, two] = [await shop.part({ current: 10 }), await shop.part({ current: 10 })];
    // The ledger is written by a trigger alone; a past that long is put under it.
    await shop.database.query(`
      set session_replication_role = replica;
      insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, actor, created_at)
        select case when n % 600 = 0 then ${two} else ${one} end, n, n,
          case when n % 300 = 0 then 'adjusted' when n = 901 then 'set' else 'external' end,
          case when n % 300 = 0 then '${WHO}'::uuid end, '2020-01-01T00:00:00Z'::timestamptz + n * interval '1 minute'
          from generate_series(1, 1300) n;
      set session_replication_role = default`);
  });
  afterAll(() => shop?.close());

  async function pages(query: string, limit = 100): Promise<number[]> {
    const deltas: number[] = [];
    let cursor = '';
    do {
      const { status, body } = await shop.staff<{
        items: PartMovement[];
        next_cursor: string | null;
      }>('GET', `/stock/movements?to=2020-02-01T00:00:00Z&limit=${limit}&${query}${cursor}`);
      expect(status).toBe(200);
      deltas.push(...body.items.map(({ delta }) => delta));
      cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
    } while (cursor);
    return deltas;
  }
  const down = (from: number) => Array.from({ length: from }, (_, n) => from - n);

  it('are each there once, newest first', async () => {
    expect(await pages('')).toEqual(down(1300));
  });

  it.each([
    ['kind=adjusted', [1200, 900, 600, 300]],
    ['kind=set', [901]],
    [`actor=${WHO}`, [1200, 900, 600, 300]],
    [`actor=${WHO}&kind=set`, []],
    [`actor=${WHO}&from=2020-01-01T15:00:00Z`, [1200, 900]],
    ['kind=initial', []],
    ['kind=adjusted&from=2020-01-01T15:00:00Z', [1200, 900]],
    ['kind=reservation_committed', []],
  ])('are with %s those that fit, however far apart', async (query, expected) => {
    expect(await pages(query, 2)).toEqual(expected);
  });

  it('are of one part, also for one reason and by one person', async () => {
    const part = `part_id=${two}`;
    expect(await pages(part, 1)).toEqual([1200, 600]);
    expect(await pages(`${part}&kind=external`)).toEqual([]);
    expect(await pages(`part_id=${one}&actor=${WHO}`, 1)).toEqual([900, 300]);
    expect(await pages(`part_id=${one}&kind=set`)).toEqual([901]);
    expect(await pages('part_id=2000000000')).toEqual([]);
  });

  it('are saved with the filters of the table, and say which part it is', async () => {
    const { body } = await shop.staff<string>('GET', `/stock/movements.csv?actor=${WHO}`);
    const [head, ...rows] = body.trimEnd().split('\n');
    expect(head).toMatch(/,sku$/);
    expect(rows).toHaveLength(4);
  });

  it.each(['part_id=x', 'part_id=0', 'kind=stolen', 'actor=me', 'from=x', 'cursor=x', 'limit=101'])(
    'are refused with %s, which is named',
    async (query) => {
      const { status, body } = await shop.staff<{ errors: { field: string }[] }>(
        'GET',
        `/stock/movements?${query}`,
      );
      expect([status, body.errors[0]!.field]).toEqual([422, query.split('=')[0]]);
    },
  );

  it('are for who may see stock, as is the file of safety buffers', async () => {
    expect((await shop.call('GET', '/admin/stock/movements')).status).toBe(401);
    expect((await shop.call('GET', '/admin/stock/safety-buffers.csv')).status).toBe(401);
    const { status, body } = await shop.staff<string>('GET', '/stock/safety-buffers.csv?kind=part');
    expect(status).toBe(200);
    expect(body).toContain('set_for,part_id,sku');
  });
});

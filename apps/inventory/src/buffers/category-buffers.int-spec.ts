import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CategoryMoved,
  ContentUpdated,
  ExternalStockChanged,
  PartRestored,
} from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { Shop, STAFF } from '../testing/shop.js';
import { PARTS_AT_ONCE } from './follow-buffers.js';

/** Real: PostgreSQL, Kafka, Redis. Two instances share the jobs. */
describe('pieces that are kept back of the parts of a category', () => {
  let shop: Shop;
  let ticks = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    shop = await Shop.open({ instances: 2 });
  });
  afterAll(() => shop?.close());

  async function category(parent: string | null = null): Promise<string> {
    const id = crypto.randomUUID();
    await shop.database.query(
      'insert into catalog.categories (id, parent_id, name) values ($1, $2, $3)',
      [id, parent, `Category ${id.slice(0, 4)}`],
    );
    return id;
  }
  const announce = (part_id: number, quantity: number) =>
    shop.hear(ExternalStockChanged, {
      ...{ part_id, version: 1, sku: `SKU-${part_id}`, quantity, sequence: 1, counted_through: 0 },
      as_of: new Date((ticks += 1_000)).toISOString(),
    });
  async function counted(quantity: number, category: string): Promise<number> {
    const part = await shop.part({ current: 0, category });
    await announce(part, quantity);
    return part;
  }
  const CATEGORIES = '/stock/safety-buffers/categories';
  const keepBack = (id: string, pieces: number, version?: number) =>
    shop.staff('PUT', `${CATEGORIES}/${id}`, { pieces, version });
  const keepBackOf = (part: number, pieces: number) =>
    shop.staff('PUT', `/parts/${part}/stock/safety-buffer`, { pieces });
  const giveBack = (path: string, version?: number) =>
    shop.staff(
      'DELETE',
      path,
      undefined,
      version === undefined ? {} : { 'if-match': `"${version}"` },
    );
  const becomes = (part: number, current_stock: number) =>
    eventually(async () => expect(await shop.row(part)).toMatchObject({ current_stock }), {
      timeoutMs: 60_000,
    });
  const tell = (
    event: typeof ContentUpdated | typeof PartRestored,
    part_id: number,
    changed: string[],
  ) =>
    shop.hear(event, {
      ...{ part_id, version: 2, kind: 'physical', sku: 's', changed },
      part: contentOf(part_id),
    });
  const moveTo = (part: number, category: string | null) =>
    shop.database.query('update catalog.parts set category_id = $2 where id = $1', [
      part,
      category,
    ]);

  it('are those of the nearest category that has a buffer; what is set for the part itself counts first, also 0', async () => {
    const top = await category();
    const middle = await category(top);
    const part = await counted(10, await category(middle));
    expect((await keepBack(top, 2)).status).toBe(200);
    await becomes(part, 8);
    expect((await shop.events(part)).at(-1)).toMatchObject({
      type: 'stock.updated',
      payload: { current_stock: 8, available_stock: 8, reason: 'external' },
    });
    await keepBack(middle, 5);
    await becomes(part, 5);
    await announce(part, 11);
    expect(await shop.row(part)).toMatchObject({ current_stock: 6 });

    expect(await keepBackOf(part, 0)).toMatchObject({
      status: 200,
      body: { pieces: 0, own_pieces: 0, category: { id: middle, pieces: 5 }, version: 1 },
    });
    expect(await shop.row(part)).toMatchObject({ current_stock: 11 });
    const own = `/parts/${part}/stock/safety-buffer`;
    expect(await giveBack(own, 1)).toMatchObject({
      status: 200,
      body: { pieces: 5, own_pieces: null, version: 2, updated_by_name: STAFF.name },
    });
    expect(await shop.row(part)).toMatchObject({ current_stock: 6 });
    expect(await giveBack(own)).toMatchObject({ status: 200, body: { version: 2 } });

    expect(await giveBack(`${CATEGORIES}/${middle}`)).toMatchObject({
      status: 200,
      body: { pieces: null, version: 2 },
    });
    await becomes(part, 9);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are never taken from those that are held, and are not missing', async () => {
    const shelf = await category();
    const part = await counted(10, shelf);
    const lines = [{ part_id: part, quantity: 8 }];
    expect(
      (await shop.orders('/reservations', { order_id: crypto.randomUUID(), lines })).status,
    ).toBe(201);
    await keepBack(shelf, 6);
    await becomes(part, 8);
    expect(await shop.database.query('select from inventory.shortfalls')).toEqual([]);
    expect(
      (
        await shop.orders('/reservations', {
          order_id: crypto.randomUUID(),
          lines: [{ part_id: part, quantity: 1 }],
        })
      ).status,
    ).toBe(409);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('change with the category of a part, with a category that is moved, and when a part is restored', async () => {
    const [none, some] = [await category(), await category()];
    const below = await category(none);
    const part = await counted(10, below);
    await keepBack(some, 4);
    // Its own job would find the part that is moved below.
    await atRest();

    await moveTo(part, some);
    await tell(ContentUpdated, part, ['part_name']);
    expect(await shop.row(part)).toMatchObject({ current_stock: 10 });
    await tell(ContentUpdated, part, ['part_name', 'category_id']);
    expect(await shop.row(part)).toMatchObject({ current_stock: 6 });
    await moveTo(part, null);
    await tell(PartRestored, part, []);
    expect(await shop.row(part)).toMatchObject({ current_stock: 10 });

    await moveTo(part, below);
    await shop.database.query('update catalog.categories set parent_id = $2 where id = $1', [
      below,
      some,
    ]);
    await shop.hear(CategoryMoved, { category_id: below, version: 2, parent_id: some });
    await becomes(part, 6);
    expect(await shop.discrepancies()).toEqual([]);
  });

  /** So many parts of a category, of each of which there are 10. */
  async function partsOf(shelf: string, many: number): Promise<void> {
    await shop.database.query(
      `with made as (insert into catalog.parts (category_id) select $1::uuid from generate_series(1, $2::int) returning id),
            levels as (insert into inventory.stock_levels (part_id, current_stock, version, source)
                       select id, 10, 1, 'warehouse' from made returning part_id)
       insert into inventory.stock_sources (part_id, source, external_id, announced, as_of)
       select part_id, 'warehouse', 'SKU', 10, now() from levels`,
      [shelf, many],
    );
  }
  const stocksOf = async (shelf: string) =>
    shop.database.query<{ current_stock: number; parts: number }>(
      `select s.current_stock, count(*)::int as parts from inventory.stock_levels s join catalog.parts p on p.id = s.part_id
        where p.category_id = $1 group by s.current_stock`,
      [shelf],
    );
  const openJobs = () =>
    shop.database.query(
      `select from inventory_jobs.job where name = 'follow-category-buffer' and state < 'completed'`,
    );
  const atRest = () =>
    eventually(async () => expect(await openJobs()).toEqual([]), { timeoutMs: 120_000 });

  it('follow however many parts there are, some at a time', async () => {
    const shelf = await category();
    const parts = 2 * PARTS_AT_ONCE + 1;
    await partsOf(shelf, parts);
    for (const pieces of [9, 3]) expect((await keepBack(shelf, pieces)).status).toBe(200);
    await atRest();
    expect(await stocksOf(shelf)).toEqual([{ current_stock: 7, parts }]);
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('are what was set last, though the parts were at what was set before', async () => {
    const shelf = await category();
    const parts = PARTS_AT_ONCE + 1;
    await partsOf(shelf, parts);
    const holder = new pg.Client({ connectionString: shop.database.adminUrl });
    await holder.connect();
    try {
      // The first parts have read the first buffer, and can't write it yet.
      await holder.query(
        `begin; select from inventory.stock_sources order by part_id desc limit ${parts} for update`,
      );
      await keepBack(shelf, 9);
      await eventually(
        async () => {
          const waiting = `select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like 'update stock_sources%'`;
          expect(await shop.database.query(waiting)).toHaveLength(1);
        },
        { timeoutMs: 60_000 },
      );
      expect((await keepBack(shelf, 3)).status).toBe(200);
      await holder.query('commit');
    } finally {
      await holder.end();
    }
    await atRest();
    expect(await stocksOf(shelf)).toEqual([{ current_stock: 7, parts }]);
  });

  it('are changed against the version that was read, of categories that there are', async () => {
    const shelf = await category();
    const path = `${CATEGORIES}/${shelf}`;
    const { body: untouched } = await shop.staff('GET', path);
    expect(untouched).toMatchObject({
      category_id: shelf,
      pieces: null,
      version: 0,
      updated_at: null,
    });
    const both = await Promise.all([keepBack(shelf, 1, 0), keepBack(shelf.toUpperCase(), 2, 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body: saved } = await shop.staff('GET', path);
    expect(saved).toMatchObject({ version: 1, updated_by_name: STAFF.name });
    for (const late of [await keepBack(shelf, 3, 0), await giveBack(path, 7)])
      expect(late).toMatchObject({
        status: 409,
        body: { code: 'version_conflict', current: saved },
      });
    const unknown = crypto.randomUUID();
    expect((await keepBack(unknown, 1)).status).toBe(404);
    expect((await giveBack(`${CATEGORIES}/${unknown}`)).status).toBe(404);
    expect((await keepBack(shelf, -1)).status).toBe(422);
  });

  it('stand in one list with those of single parts, page by page, what changed last first', async () => {
    const shelf = await category();
    const part = await counted(3, shelf);
    const other = await counted(3, shelf);
    await keepBack(shelf, 2);
    await keepBackOf(part, 1);
    await keepBackOf(other, 1);
    await giveBack(`/parts/${other}/stock/safety-buffer`);
    const list = async (query: string) =>
      (
        await shop.staff<{ items: object[]; next_cursor: string | null }>(
          'GET',
          `/stock/safety-buffers?${query}`,
        )
      ).body;
    const first = await list('limit=1');
    expect(first.items).toMatchObject([{ kind: 'part', part_id: part, sku: 'sku', pieces: 1 }]);
    const second = await list(`limit=1&cursor=${first.next_cursor}`);
    expect(second.items).toMatchObject([
      {
        kind: 'category',
        part_id: null,
        category_id: shelf,
        pieces: 2,
        updated_by_name: STAFF.name,
      },
    ]);
    expect((await list('kind=part')).items).toEqual(first.items);
    expect((await list('kind=category')).items).toContainEqual(second.items[0]);
    await atRest();
  });
});

function contentOf(id: number) {
  return {
    ...{
      id,
      kind: 'physical' as const,
      sku: 's',
      slug: 's',
      part_name: 'P',
      description: '',
      category: null,
    },
    ...{ price: { amount: '1.00', currency: 'EUR' }, specifications: [], images: [], version: 2 },
    updated_at: new Date().toISOString(),
  };
}

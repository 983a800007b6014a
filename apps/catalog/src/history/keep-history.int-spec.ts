import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findWrong } from '@tandem/consistency';
import { Retention } from '@tandem/jobs';
import { Shop, type Json } from '../testing/shop.js';

const eur = (amount: string): Json => ({ amount, currency: 'EUR' });

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ env: { CATALOG_VERSIONS_KEPT: '10', CATALOG_PRICES_KEPT: '10' } });
});
afterAll(() => shop.close());

const put = async (id: number, fields: Json): Promise<void> => {
  const answer = await shop.editor('PUT', `/parts/${id}`, fields);
  expect(answer.status).toBe(200);
};
/** A part with so many versions, of which each brought another price: version n that of n euros. */
const partOf = async (versions: number, fields: Json = {}): Promise<number> => {
  const { id } = await shop.part({ price: eur('1.00'), ...fields });
  for (let n = 2; n <= versions; n += 1)
    await put(id, { price: eur(`${n}.00`), change_summary: `Price ${n}` });
  return id;
};
/** All that is on record of a part happened so many days earlier. */
const earlier = async (id: number, days: number): Promise<void> => {
  await shop.database.query(
    `update catalog.part_content_versions set created_at = created_at - $2 * interval '1 day' where part_id = $1`,
    [id, days],
  );
  await shop.database.query(
    `update catalog.part_prices set since = since - $2 * interval '1 day' where part_id = $1`,
    [id, days],
  );
};
const clear = () => shop.instances[0]!.app.get(Retention).run('forget-part-history');
const get = async (path: string): Promise<Json> => (await shop.editor('GET', path)).body;
const versionsOf = async (id: number): Promise<number[]> =>
  (await get(`/parts/${id}/versions?limit=100`)).items.map((one: Json) => one.version_number);
const pricesOf = async (id: number): Promise<Json[]> =>
  (await get(`/parts/${id}/prices?limit=100`)).items;
const removedOf = async (id: number, list: 'versions' | 'prices' | 'events'): Promise<Json> =>
  (await get(`/parts/${id}/${list}?limit=2`)).removed;
const fromTo = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, n) => from - n);

/** Real: PostgreSQL with the rights of the service, and its jobs. */
describe('what a part once was', () => {
  it('is kept for its days, and the newest versions longer', async () => {
    const [young, old] = [await partOf(13), await partOf(13)];
    await earlier(young, 300);
    await earlier(old, 400);
    await clear();
    expect(await versionsOf(young)).toEqual(fromTo(13, 1));
    expect(await versionsOf(old)).toEqual(fromTo(13, 4));
  });

  it('is told to be removed, and a roll-back to it is refused', async () => {
    const id = await partOf(13);
    await earlier(id, 400);
    await clear();
    const detail = `Version 3 of part ${id} was removed: it was too old to be kept.`;
    for (const [method, path] of [
      ['GET', '3'],
      ['GET', '13/diff/3'],
      ['GET', '3/rollback-check'],
      ['POST', '3/rollback'],
    ] as const) {
      const body = method === 'POST' ? {} : undefined;
      const answer = await shop.editor(method, `/parts/${id}/versions/${path}`, body);
      expect(answer).toMatchObject({ status: 404, body: { detail } });
    }
    const unknown = await shop.editor('GET', `/parts/${id}/versions/99`);
    expect(unknown.body.detail).toBe(`There is no version 99 of part ${id}.`);
    expect((await shop.editor('POST', `/parts/${id}/versions/4/rollback`, {})).status).toBe(200);
  });

  it('is told by the lists to be removed, with the time before which', async () => {
    const id = await partOf(13);
    for (const list of ['versions', 'events', 'prices'] as const)
      expect(await removedOf(id, list)).toBeNull();
    await earlier(id, 400);
    await clear();
    const { created_at } = await get(`/parts/${id}/versions/4`);
    const removed = { before: created_at, kept_days: 365, kept_newest: 10 };
    expect(await removedOf(id, 'versions')).toEqual(removed);
    expect(await removedOf(id, 'events')).toEqual(removed);
    expect(await removedOf(id, 'prices')).toBeNull();
    await earlier(id, 800);
    await clear();
    const oldest = (await pricesOf(id)).at(-1)!;
    expect(await removedOf(id, 'prices')).toEqual({
      before: oldest.since,
      kept_days: 1_095,
      kept_newest: 10,
    });
  });

  it('leaves no gap that the consistency check tells of, and a lost version is still one', async () => {
    const id = await partOf(13);
    await earlier(id, 400);
    await clear();
    const gaps = async () =>
      (await findWrong((sql) => shop.database.query(sql), ['gaps of versions'])).map((found) =>
        Number(found.id),
      );
    expect(await gaps()).not.toContain(id);
    await shop.database.query(
      `delete from catalog.part_content_versions where part_id = $1 and version_number = 7`,
      [id],
    );
    expect(await gaps()).toContain(id);
  });

  it('says of each price who changed it and why, also when that version is gone', async () => {
    const id = await partOf(13);
    await earlier(id, 400);
    await clear();
    expect((await pricesOf(id)).at(-2)).toMatchObject({
      version: 2,
      change_summary: 'Price 2',
      changed_by_name: 'Conny Content',
    });
  });

  it('stays where a part that nobody can buy is shown as it was last for sale', async () => {
    const id = await partOf(2);
    await put(id, { status: 'archived' });
    for (let n = 4; n <= 15; n += 1) await put(id, { price: eur(`${n}.00`) });
    await earlier(id, 400);
    await clear();
    expect(await versionsOf(id)).toEqual([...fromTo(15, 6), 2]);
  });
});

describe('what a part once cost', () => {
  it('is kept for its days with the price that held when they began, and the newest prices longer', async () => {
    const id = await partOf(15);
    await earlier(id, 1_200);
    await clear();
    expect(await pricesOf(id)).toHaveLength(10);
    const young = await partOf(15);
    await earlier(young, 1_000);
    await clear();
    expect(await pricesOf(young)).toHaveLength(15);
  });

  it('stays while the lowest price before a sale depends on it, however long that lasts', async () => {
    const id = await partOf(13);
    const sale = { price: eur('0.50'), until: new Date(Date.now() + 3_600_000).toISOString() };
    await put(id, { sale });
    await shop.database.query(
      `update catalog.parts set sale_from = sale_from - interval '1200 days' where id = $1`,
      [id],
    );
    await earlier(id, 1_200);
    await clear();
    expect((await shop.shopper(`/parts/${id}`)).body.lowest_price_30_days).toEqual(eur('1.00'));
  });
});

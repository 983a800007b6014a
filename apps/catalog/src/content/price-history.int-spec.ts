import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, inTime } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const eur = (amount: string): Json => ({ amount, currency: 'EUR' });
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const prices = async (id: number, query = ''): Promise<Json> =>
  (await shop.editor('GET', `/parts/${id}/prices${query}`)).body;
const amounts = async (id: number): Promise<string[]> =>
  (await prices(id)).items.map((item: Json) => item.price.amount);
const seen = async (id: number): Promise<Json> => (await shop.shopper(`/parts/${id}`)).body;
const put = async (id: number, fields: Json): Promise<Json> => {
  const answer = await shop.editor('PUT', `/parts/${id}`, fields);
  expect(answer.status).toBe(200);
  return answer.body;
};
/** All that is on record of a part happened so much earlier. */
const earlier = (id: number, ms: number): Promise<unknown> =>
  shop.database.query(
    `update catalog.part_prices set since = since - $2 * interval '1 ms' where part_id = $1`,
    [id, ms],
  );

/** Real: PostgreSQL, its jobs, and the cache of one process. */
describe('the prices of a part', () => {
  it('are on record with whoever changed them, newest first, page by page', async () => {
    const { id } = await shop.part();
    await put(id, { price: eur('21.00') });
    await put(id, { part_name: 'Another name' });
    await put(id, { price: eur('18.00'), change_summary: 'Cheaper at the maker' });
    expect(await amounts(id)).toEqual(['18.00', '21.00', '19.99']);
    const first = await prices(id, '?limit=1');
    expect(first.items).toMatchObject([
      {
        price: eur('18.00'),
        regular_price: null,
        offered: true,
        version: 4,
        change_summary: 'Cheaper at the maker',
        changed_by_name: 'Conny Content',
      },
    ]);
    const rest = await prices(id, `?limit=5&cursor=${first.next_cursor}`);
    expect(rest.items.map((item: Json) => item.price.amount)).toEqual(['21.00', '19.99']);
    expect(rest.next_cursor).toBeNull();
    expect((await shop.editor('GET', '/parts/2000000/prices')).status).toBe(404);
  });

  it('are noted by the database, whoever writes them: also on a roll-back and where no service is asked', async () => {
    const { id } = await shop.part();
    await put(id, { price: eur('25.00') });
    await shop.editor('POST', `/parts/${id}/versions/1/rollback`, {});
    await shop.database.query(
      `update catalog.parts set price_minor = 777, version = version + 1 where id = $1`,
      [id],
    );
    expect(await amounts(id)).toEqual(['7.77', '19.99', '25.00', '19.99']);
  });

  it('say when a sale began and ended, to its millisecond', async () => {
    const { id, sale, until } = await inTime(async (ms) => {
      const part = await shop.part();
      const end = inMs(ms);
      const saved = await put(part.id, { sale: { price: eur('15.00'), until: end } });
      expect((await prices(part.id)).items[0]).toMatchObject({
        price: eur('15.00'),
        regular_price: eur('19.99'),
      });
      return { id: part.id, sale: saved.sale, until: end };
    });
    await eventually(async () => expect(await amounts(id)).toEqual(['19.99', '15.00', '19.99']));
    const [after] = (await prices(id)).items;
    expect(after).toMatchObject({ since: until, regular_price: null });
    expect(sale.until).toBe(until);
  });

  it('say it also when the job of the sale never comes, once somebody writes the part', async () => {
    const { id, from, until } = await inTime(
      async (ms) => {
        const part = await shop.part();
        const sale = { price: eur('15.00'), from: inMs(ms), until: inMs(ms + 300) };
        await put(part.id, { sale });
        await shop.database.query(`delete from catalog_jobs.job where name = 'switch-price'`);
        return { id: part.id, ...sale };
      },
      { ms: 600 },
    );
    await eventually(() => expect(Date.now()).toBeGreaterThan(Date.parse(until)));
    await put(id, { price: eur('22.00') });
    expect((await prices(id)).items).toMatchObject([
      { price: eur('22.00') },
      { price: eur('19.99'), since: until },
      { price: eur('15.00'), since: from },
      { price: eur('19.99') },
    ]);
  });
});

describe('beside a sale shoppers read the lowest price of the 30 days before it', () => {
  it('and beside a price without a sale none', async () => {
    const { id } = await shop.part();
    expect(await seen(id)).toMatchObject({ lowest_price_30_days: null });
    await put(id, { price: eur('14.00') });
    await put(id, { price: eur('30.00') });
    await put(id, { sale: { price: eur('20.00'), until: inMs(HOUR) } });
    const lowest = { price: eur('20.00'), lowest_price_30_days: eur('14.00') };
    expect(await seen(id)).toMatchObject(lowest);
    const list = (await shop.shopper('/parts?limit=100')).body.items;
    expect(list.find((part: Json) => part.id === id)).toMatchObject(lowest);
    await put(id, { sale: null });
    expect(await seen(id)).toMatchObject({ lowest_price_30_days: null });
  });

  it('of which the price that held when they began is one, and no earlier one', async () => {
    const { id } = await shop.part({ price: eur('10.00') });
    await put(id, { price: eur('16.00') });
    await earlier(id, 31 * DAY);
    await put(id, { price: eur('30.00') });
    await put(id, { sale: { price: eur('20.00'), until: inMs(HOUR) } });
    expect(await seen(id)).toMatchObject({ lowest_price_30_days: eur('16.00') });
  });

  it('and of what nobody was shown none', async () => {
    const { id } = await shop.part({ price: eur('5.00'), status: 'draft' });
    await put(id, { price: eur('30.00') });
    await put(id, { status: 'active' });
    await put(id, { sale: { price: eur('20.00'), until: inMs(HOUR) } });
    expect(await seen(id)).toMatchObject({ lowest_price_30_days: eur('30.00') });
    const made = await shop.part({ sale: { price: eur('5.00'), until: inMs(HOUR) } });
    expect(await seen(made.id)).toMatchObject({ lowest_price_30_days: null });
  });
});

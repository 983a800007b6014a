import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, inTime } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const eur = (amount: string): Json => ({ amount, currency: 'EUR' });
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const seen = async (id: number): Promise<Json> => (await shop.shopper(`/parts/${id}`)).body;
const listed = async (id: number): Promise<Json> =>
  (await shop.shopper('/parts?limit=100')).body.items.find((part: Json) => part.id === id);
const charged = async (id: number): Promise<Json> =>
  (await shop.database.query('select price_minor from catalog.part_offers where id = $1', [id]))[0]!
    .price_minor;
/** The job that would announce a sale never comes. */
const loseJobs = (): Promise<unknown> =>
  shop.database.query(`delete from catalog_jobs.job where name = 'switch-price'`);
const onSale = { price: eur('15.00'), regular_price: eur('19.99') };
const regular = { price: eur('19.99'), regular_price: null, sale_until: null };

/** Real: PostgreSQL, its jobs, and the cache of one process. */
describe('a sale', () => {
  it('is what shoppers see and pay, beside the regular price and its end', async () => {
    const until = inMs(HOUR);
    const { id, sale } = await shop.part({ sale: { price: eur('15.00'), until } });
    expect(sale).toMatchObject({ price: eur('15.00'), until });
    expect(await seen(id)).toMatchObject({ ...onSale, sale_until: until });
    expect(await listed(id)).toMatchObject({ ...onSale, sale_until: until });
    expect(await charged(id)).toBe('1500');
  });

  it('that is still to come is not told to shoppers', async () => {
    const sale = { price: eur('15.00'), from: inMs(HOUR), until: inMs(2 * HOUR) };
    const { id } = await shop.part({ sale });
    expect(await seen(id)).toMatchObject(regular);
    expect(JSON.stringify(await seen(id))).not.toContain('15.00');
    expect(await charged(id)).toBe('1999');
  });

  it('ends at its second on cached pages and in checkout, though its job never comes', async () => {
    const { id, version, first } = await inTime(async (ms) => {
      const part = await shop.part({ sale: { price: eur('15.00'), until: inMs(ms) } });
      await loseJobs();
      const answer = await shop.shopper(`/parts/${part.id}`);
      expect(answer.body).toMatchObject(onSale);
      expect(await listed(part.id)).toMatchObject(onSale);
      return { id: part.id, version: part.version, first: answer };
    });
    await eventually(async () => expect(await seen(id)).toMatchObject(regular));
    expect(await charged(id)).toBe('1999');
    expect(await listed(id)).toMatchObject(regular);
    const again = await shop.shopper(`/parts/${id}`, {
      'if-none-match': first.headers.get('etag')!,
    });
    expect(again).toMatchObject({ status: 200, body: { version } });
  });

  it('begins at its second on cached pages and in checkout, though its job never comes', async () => {
    const id = await inTime(async (ms) => {
      const sale = { price: eur('15.00'), from: inMs(ms), until: inMs(HOUR) };
      const part = await shop.part({ sale });
      await loseJobs();
      expect(await seen(part.id)).toMatchObject(regular);
      expect(await listed(part.id)).toMatchObject(regular);
      return part.id;
    });
    await eventually(async () => expect(await seen(id)).toMatchObject(onSale));
    expect(await charged(id)).toBe('1500');
    expect(await listed(id)).toMatchObject(onSale);
  });

  it('is announced when it begins and when it ends, and lists are sorted by what is paid', async () => {
    const cheap = await shop.part({ price: eur('3.00') });
    const cheapestFirst = async (id: number): Promise<number[]> =>
      (await shop.shopper('/parts?sort=price_asc&max_price=5&limit=100')).body.items
        .map((part: Json) => part.id)
        .filter((one: number) => one === id || one === cheap.id);
    // Both of its moments: that it has not begun is seen in the first half, that it has in the second.
    const id = await inTime(async (ms) => {
      const sale = { price: eur('1.00'), from: inMs(ms / 2), until: inMs(ms) };
      const part = await shop.part({ price: eur('5.00'), sale });
      const begun = (): boolean => Date.now() >= Date.parse(sale.from);
      const before = await cheapestFirst(part.id);
      if (!begun()) expect(before).toEqual([cheap.id, part.id]);
      await eventually(
        async () => expect(await cheapestFirst(part.id)).toEqual([part.id, cheap.id]),
        { timeoutMs: ms },
      );
      return part.id;
    });
    await eventually(async () => expect(await cheapestFirst(id)).toEqual([cheap.id, id]));
    const events = await shop.database.query(
      `select type, payload -> 'part' -> 'price' ->> 'amount' as price from catalog.outbox
        where aggregateid = $1 order by seq`,
      [String(id)],
    );
    expect(events).toEqual([
      { type: 'part.created', price: '5.00' },
      { type: 'price.updated', price: '1.00' },
      { type: 'price.updated', price: '5.00' },
    ]);
    const { body } = await shop.editor('GET', `/parts/${id}/versions`);
    expect(body.items.map((one: Json) => one.change_summary)).toEqual([
      'The sale ended',
      'The sale began',
      'Created',
    ]);
  });

  it('comes back with the version that had it', async () => {
    const { id, sale } = await shop.part({ sale: { price: eur('15.00'), until: inMs(HOUR) } });
    await shop.editor('PUT', `/parts/${id}`, { sale: null, price: eur('12.00') });
    expect(await seen(id)).toMatchObject({ ...regular, price: eur('12.00') });
    const back = await shop.editor('POST', `/parts/${id}/versions/1/rollback`, {});
    expect(back.body).toMatchObject({ price: eur('19.99'), sale });
    expect(await seen(id)).toMatchObject(onSale);
  });

  it.each([
    ['sale.price', { price: eur('19.99'), until: inMs(HOUR) }],
    ['sale.price', { price: { amount: '5.00', currency: 'PLN' }, until: inMs(HOUR) }],
    ['sale.price', { until: inMs(HOUR) }],
    ['sale.until', { price: eur('5.00') }],
    ['sale.until', { price: eur('5.00'), until: inMs(-HOUR), from: inMs(-2 * HOUR) }],
    ['sale.until', { price: eur('5.00'), until: inMs(HOUR), from: inMs(HOUR) }],
    ['sale.until', { price: eur('5.00'), until: 'tomorrow' }],
    ['sale.percent', { price: eur('5.00'), until: inMs(HOUR), percent: 5 }],
    ['sale', 'cheap'],
  ])('that makes no sense is refused, naming %s', async (field, sale) => {
    const { id } = await shop.part();
    const { status, body } = await shop.editor('PUT', `/parts/${id}`, { sale });
    expect({ status, field: body.errors?.[0]?.field }).toEqual({ status: 422, field });
  });

  it('keeps a price from falling below it, and both may change together', async () => {
    const { id } = await shop.part({ sale: { price: eur('15.00'), until: inMs(HOUR) } });
    const refused = await shop.editor('PUT', `/parts/${id}`, { price: eur('15.00') });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'sale.price' }] } });
    const both = { price: eur('15.00'), sale: { price: eur('9.00'), until: inMs(HOUR) } };
    expect(await shop.editor('PUT', `/parts/${id}`, both)).toMatchObject({ status: 200 });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';
import { partOf, product, tell } from './spec-support.js';

const STAFF = '0198c5a0-0000-7000-8000-0000000000aa';

describe('a product of G2A that the shop can’t take', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ redis: true });
  });
  afterAll(() => shop?.close());

  const ask = async (method: string, path = '', permission = 'sync:read') =>
    shop.send<Json>(method, `/api/v1/admin/g2a/refused-products${path}`, {
      as: {
        token: await shop.tokens.tokenFor({ userId: STAFF, permissions: [permission] }),
      },
    });
  const find = async (n: number) => (await ask('GET', `?q=${n}`)).body.items[0];
  const retry = (n: number | string) => ask('POST', `/${n}/retry`, 'sync:write');

  it('is listed with its name, its id and a sentence that names the field', async () => {
    await tell(shop, [
      product(10, { name: ' ' }),
      product(11, { name: 'Sunken\0 Citadel', price: null }),
      product(12, { price: { amount: '0.00', currency: 'EUR' } }),
      product(13, { price: { amount: '1.00', currency: 'XXY' } }),
      product(14, { description: 'x'.repeat(50_001) }),
      product(15, { name: `${'y'.repeat(202)}\ud800` }),
      product(16, { part_id: 2_000_000_000 }),
    ]);
    const { body } = await ask('GET');
    const shown = body.items.map(({ id, name, field, message }: Json) => [
      id,
      name,
      field,
      message,
    ]);
    expect(shown.sort()).toEqual([
      ['10', null, 'name', 'The name is missing.'],
      ['11', 'Sunken Citadel', 'price', 'The price is missing.'],
      ['12', 'Game 12', 'price', expect.stringContaining('The price 0.00 EUR can’t be used.')],
      ['13', 'Game 13', 'price', 'The currency XXY of the price is none that the shop knows.'],
      ['14', 'Game 14', 'description', expect.stringContaining('The shop takes at most 50000')],
      ['15', 'y'.repeat(200), 'name', 'The name has 203 characters. The shop takes at most 200.'],
      ['16', 'Game 16', 'part_id', 'The part that it is linked to does not exist.'],
    ]);
    expect(body).toMatchObject({ total: 7, total_is_exact: true, next_cursor: null });
    expect((await ask('GET', '?q=sunk')).body.items).toMatchObject([{ id: '11' }]);
  });

  it('comes page by page, newest first', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask('GET', `?limit=3&cursor=${cursor}`);
      seen.push(...body.items.map(({ id }: Json) => id));
      cursor = body.next_cursor;
    } while (cursor);
    const all = (await ask('GET')).body.items.map(({ id }: Json) => id);
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(7);
  });

  it('is refused since the first time, and leaves the list when it is told without the fault or is gone', async () => {
    const { since } = await find(11);
    await tell(shop, [product(11, { name: 'y'.repeat(201) })]);
    expect(await find(11)).toMatchObject({ since, reason: 'name_too_long' });
    await tell(shop, [product(11), product(12, { available: false, price: null })]);
    expect([await find(11), await find(12)]).toEqual([undefined, undefined]);
  });

  it('is taken as it was told when staff try again and nothing is wrong with it any more', async () => {
    const part = await shop.part({ kind: 'physical', sku: 'G2A-20' });
    await tell(shop, [product(20, { name: 'Kept for later' })]);
    expect(await find(20)).toMatchObject({ reason: 'part_is_no_game', tried_at: null });
    expect((await retry(20)).body.refused).toMatchObject({
      reason: 'part_is_no_game',
      tried_at: expect.any(String),
    });
    await shop.editor('PUT', `/parts/${part.id}`, { sku: 'SOMETHING-ELSE' });
    const answer = await retry(20);
    expect(answer).toMatchObject({ status: 200, body: { refused: null } });
    const { id } = await partOf(shop, 20);
    const { body: shown } = await shop.shopper(`/games/${id}`);
    expect(shown).toMatchObject({ part_name: 'Kept for later', version: 1 });
    expect(await find(20)).toBeUndefined();
    expect((await retry(20)).status).toBe(404);

    const kept = await shop.database.query<Json>(
      `select operation, changed_by, new_values ? 'product' as with_product from audit.data_change_logs
        where table_name = 'g2a_refused_products' and record_id = '20' order by id`,
    );
    expect(kept).toEqual([
      { operation: 'INSERT', changed_by: null, with_product: false },
      { operation: 'UPDATE', changed_by: STAFF, with_product: false },
      { operation: 'UPDATE', changed_by: STAFF, with_product: false },
      { operation: 'DELETE', changed_by: STAFF, with_product: null },
    ]);
  });

  it('of which a newer version came meanwhile is not taken back to an older one', async () => {
    await tell(shop, [product(21, { price: null })]);
    await tell(shop, [product(21, { name: 'Newer' })]);
    expect((await retry(21)).status).toBe(404);
    expect(await partOf(shop, 21)).toMatchObject({ part_name: 'Newer', version: 1 });
  });

  it('that was refused before such were kept can’t be tried, and says so', async () => {
    await shop.database.query(
      `update catalog.g2a_refused_products set product = null where g2a_id = '13'`,
    );
    expect(await retry(13)).toMatchObject({ status: 409, body: { code: 'product_not_kept' } });
    expect(await find(13)).toMatchObject({
      message: 'The currency of the price is none that the shop knows.',
    });
  });

  it('is saved in a file with the others that the filter finds', async () => {
    await tell(shop, [product(30, { name: '=1+1', price: null })]);
    const file = async (query: string, permission = 'sync:read') =>
      shop.send<string>('GET', `/api/v1/admin/g2a/refused-products.csv${query}`, {
        as: { token: await shop.tokens.tokenFor({ userId: STAFF, permissions: [permission] }) },
      });
    const rows = (await file('?q=30')).body.trimEnd().split('\n').slice(1);
    expect(rows).toEqual([expect.stringMatching(/^30,'=1\+1,price,/)]);
    expect((await file('')).body.split('\n').length).toBeGreaterThan(3);
    expect((await file('', 'content:read')).status).toBe(403);
  });

  it('is shown and tried again by those who may', async () => {
    expect((await ask('GET', '', 'content:read')).status).toBe(403);
    expect((await ask('POST', '/16/retry', 'sync:read')).status).toBe(403);
    expect((await shop.send('GET', '/api/v1/admin/g2a/refused-products')).status).toBe(401);
    expect((await ask('GET', '?cursor=nonsense')).body.errors).toMatchObject([{ field: 'cursor' }]);
    expect((await retry('x'.repeat(101))).body.errors).toMatchObject([{ field: 'id' }]);
    expect((await retry('%00')).status).toBe(422);
    expect((await retry('unheard-of')).status).toBe(404);
  });
});

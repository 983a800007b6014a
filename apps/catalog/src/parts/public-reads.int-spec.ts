import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VersionedCache } from '@tandem/cache';
import { Database } from '@tandem/persistence';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
let pads: Json;
let filter: Json;
let game: Json;

beforeAll(async () => {
  shop = await Shop.open();
  pads = await shop.part({
    sku: 'BRK-1001-XL',
    part_name: 'Ceramic Brake Pads',
    description: '<p>Stops you while <b>running</b> late</p>',
    specifications: [{ name: 'Backing', value: 'Copper', unit: 'mm' }],
    price: { amount: '45.50', currency: 'EUR' },
  });
  filter = await shop.part({
    sku: 'OIL-7',
    part_name: 'Oil Filter',
    price: { amount: '7.00', currency: 'EUR' },
  });
  game = await shop.part({
    kind: 'game',
    sku: 'GAME-1',
    part_name: 'Zylbrake Quantum',
    region: 'EU',
    publisher: 'Tallship',
  });
  await shop.stock(pads.id, 5);
});
afterAll(() => shop.close());

const found = async (query: string): Promise<string[]> => {
  const { status, body } = await shop.shopper(`/parts?${query}`);
  expect(status).toBe(200);
  return body.items.map((part: Json) => part.sku);
};

describe('searching the shop', () => {
  it.each([
    ['the whole SKU', 'brk-1001-xl', 'BRK-1001-XL'],
    ['the start of a SKU', 'BRK-10', 'BRK-1001-XL'],
    ['a word still being typed', 'ceramic bra', 'BRK-1001-XL'],
    ['another form of a word in the description', 'run', 'BRK-1001-XL'],
    ['the value of a specification', 'copper', 'BRK-1001-XL'],
    ['a slip of the pen', 'cermic brke', 'BRK-1001-XL'],
    ['a slip of the pen in a name', 'zylbrke', 'GAME-1'],
    ['words in quotes', '"oil filter"', 'OIL-7'],
  ])('finds a part by %s', async (_how, q, sku) => {
    expect((await found(`q=${encodeURIComponent(q)}`))[0]).toBe(sku);
  });

  it('finds nothing for what is nowhere, and for signs only', async () => {
    expect(await found('q=xyzzyplugh')).toEqual([]);
    expect(await found(`q=${encodeURIComponent("%'_!&|:*")}`)).toEqual([]);
  });

  it('is right at once after a save', async () => {
    await shop.editor('PUT', `/parts/${filter.id}`, { part_name: 'Lubricant Strainer' });
    expect(await found('q=strainer')).toEqual(['OIL-7']);
    await shop.editor('PUT', `/parts/${filter.id}`, {
      specifications: [{ name: 'Thread', value: 'Whitworth' }],
    });
    expect(await found('q=whitworth')).toEqual(['OIL-7']);
  });
});

describe('lists', () => {
  it('can be narrowed by kind, price and stock', async () => {
    expect(await found('kind=game')).toEqual(['GAME-1']);
    expect(await found('min_price=40&max_price=50')).toEqual(['BRK-1001-XL']);
    expect(await found('in_stock=true')).toEqual(['BRK-1001-XL']);
    expect(await found('category=no-such-category')).toEqual([]);
  });

  it.each(['newest', 'name', 'price_asc', 'price_desc'])(
    'page through by %s without a gap or a repeat',
    async (sort) => {
      const whole = await found(`sort=${sort}&limit=100`);
      const paged: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body }: Json = await shop.shopper(`/parts?sort=${sort}&limit=1&cursor=${cursor}`);
        expect(body.total).toBe(whole.length);
        paged.push(...body.items.map((part: Json) => part.sku));
        cursor = body.next_cursor;
      }
      expect(paged).toEqual(whole);
    },
  );

  it('still know how many there are when the rest of the page was taken away', async () => {
    const all = (await shop.shopper('/parts?limit=100')).body;
    const last = Buffer.from('{"s":"newest","k":"0","id":0,"fuzzy":false}').toString('base64url');
    const { body } = await shop.shopper(`/parts?cursor=${last}`);
    expect(body).toEqual({ items: [], next_cursor: null, total: all.total, total_is_exact: true });
  });

  it('page through search results, most relevant first', async () => {
    const first = await shop.shopper('/parts?q=brake&limit=1');
    const second = await shop.shopper(
      `/parts?q=brake&limit=1&cursor=${first.body.next_cursor ?? ''}`,
    );
    expect(first.body.items[0].sku).toBe('BRK-1001-XL');
    expect(first.body.next_cursor === null || second.body.items[0]?.sku !== 'BRK-1001-XL').toBe(
      true,
    );
  });

  it('take the same few queries however long the page is', async () => {
    for (let n = 0; n < 30; n += 1) await shop.part();
    const database = shop.instances[0]!.app.get(Database);
    const statements: string[] = [];
    const driver = database.dataSource.driver as unknown as {
      master: { on(event: string, listener: (client: Json) => void): void };
    };
    const watched = new WeakSet();
    driver.master.on('acquire', (client) => {
      if (watched.has(client)) return;
      watched.add(client);
      const query = client.query.bind(client);
      client.query = (...args: Json[]) => {
        statements.push(String(args[0]?.text ?? args[0]));
        return query(...args);
      };
    });
    for (const limit of [1, 10, 40]) {
      statements.length = 0;
      const { body } = await shop.shopper(`/parts?limit=${limit}&min_price=0.0${limit % 7}`);
      expect(body.items.length).toBe(Math.min(limit, body.total));
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.length).toBeLessThanOrEqual(5);
    }
  });
});

describe('a list that was asked for before', () => {
  const listed = '/parts?sort=name&limit=100';
  const again = (etag: string): Promise<Json> => shop.shopper(listed, { 'if-none-match': etag });

  it('is not sent again while it is the same', async () => {
    const { headers } = await shop.shopper(listed);
    expect(headers.get('cache-control')).toBe('no-cache');
    const etag = headers.get('etag')!;
    expect(await again(etag)).toMatchObject({ status: 304, body: undefined });
    const fewer = await shop.shopper(`${listed}&fields=sku`, { 'if-none-match': etag });
    expect(fewer.status).toBe(200);
  });

  it('is sent again as soon as a part of it changed', async () => {
    const etag = (await shop.shopper(listed)).headers.get('etag')!;
    await shop.editor('PUT', `/parts/${pads.id}`, { price: { amount: '46.00', currency: 'EUR' } });
    const { status, body } = await again(etag);
    expect(status).toBe(200);
    const found = body.items.find((part: Json) => part.id === pads.id);
    expect(found.price.amount).toBe('46.00');
    await shop.editor('PUT', `/parts/${pads.id}`, { price: { amount: '45.50', currency: 'EUR' } });
  });

  it('is sent again as soon as the stock of a part of it changed', async () => {
    const etag = (await shop.shopper(listed)).headers.get('etag')!;
    const key = `part:${pads.id}:stock`;
    const { body } = await shop.shopper(`/parts/${pads.id}`);
    const value = JSON.stringify({ ...body.stock, current_stock: 4 });
    await shop.instances[0]!.app.get(VersionedCache).writeThrough([{ key, version: 9, value }]);
    const { status, body: page } = await again(etag);
    expect(status).toBe(200);
    const found = page.items.find((part: Json) => part.id === pads.id);
    expect(found.stock.current_stock).toBe(4);
    await shop.instances[0]!.app.get(VersionedCache).invalidate([{ key, version: 10 }]);
  });

  it('is refused each time it breaks a rule', async () => {
    for (let n = 0; n < 3; n += 1)
      expect((await shop.shopper('/parts?limit=0&sort=name')).status).toBe(422);
  });
});

describe('a part page', () => {
  it('shows the public fields and nothing else', async () => {
    const { body, headers } = await shop.shopper(`/parts/${pads.id}`);
    expect(Object.keys(body).sort()).toEqual([
      'category',
      'description',
      'discontinued',
      'id',
      'images',
      'kind',
      'lowest_price_30_days',
      'part_name',
      'price',
      'regular_price',
      'sale_until',
      'sku',
      'slug',
      'specifications',
      'stock',
      'updated_at',
      'version',
    ]);
    expect(Object.keys(body.stock).sort()).toEqual([
      'as_of',
      'available_stock',
      'current_stock',
      'is_in_stock',
      'is_low_stock',
      'stale',
    ]);
    expect(body).toMatchObject({
      price: { amount: '45.50', currency: 'EUR' },
      stock: { current_stock: 5, is_in_stock: true },
    });
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('is not sent again while it is the same, and is after a change', async () => {
    const first = await shop.shopper(`/parts/${pads.id}`);
    const etag = first.headers.get('etag')!;
    const same = await shop.shopper(`/parts/${pads.id}`, { 'if-none-match': etag });
    expect(same).toMatchObject({ status: 304, body: undefined });
    await shop.editor('PUT', `/parts/${pads.id}`, { description: '<p>New</p>' });
    const changed = await shop.shopper(`/parts/${pads.id}`, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('can be asked for in part', async () => {
    const { body } = await shop.shopper(`/parts/${pads.id}?fields=id,price,stock`);
    expect(Object.keys(body)).toEqual(['id', 'price', 'stock']);
    const list = await shop.shopper('/parts?fields=sku&limit=2');
    for (const item of list.body.items) expect(Object.keys(item)).toEqual(['sku']);
  });

  it('of a game tells what only games have, under both addresses', async () => {
    const expected = {
      kind: 'game',
      region: 'EU',
      publisher: 'Tallship',
      genres: [],
      platforms: [],
    };
    expect((await shop.shopper(`/games/${game.id}`)).body).toMatchObject(expected);
    expect((await shop.shopper(`/parts/${game.id}`)).body).toMatchObject(expected);
    expect((await shop.shopper(`/games/${pads.id}`)).status).toBe(404);
  });

  it('of a physical part stays whole when somebody looks for a game under its id', async () => {
    const part = await shop.part({ specifications: [{ name: 'Width', value: '7' }] });
    await shop.database.query(
      `insert into catalog.image_blobs (sha256, width, height) values (repeat('a', 64), 4, 3)`,
    );
    await shop.database.query(
      `insert into catalog.part_images (id, part_id, sha256, alt, position)
       values (gen_random_uuid(), $1, repeat('a', 64), 'Front', 0)`,
      [part.id],
    );
    const whole = {
      price: { amount: '19.99', currency: 'EUR' },
      specifications: [{ name: 'Width', value: '7' }],
      images: [{ alt: 'Front', width: 4, height: 3 }],
    };
    for (let n = 0; n < 3; n += 1) {
      expect((await shop.shopper(`/games/${part.id}`)).status).toBe(404);
      expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject(whole);
    }
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Not a game' });
    expect((await shop.shopper(`/games/${part.id}`)).status).toBe(404);
    expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject(whole);
  });

  it('of a game follows each change under both addresses', async () => {
    for (let n = 0; n < 5; n += 1) {
      await shop.editor('PUT', `/parts/${game.id}`, { region: `R${n}` });
      expect((await shop.shopper(`/games/${game.id}`)).body.region).toBe(`R${n}`);
      expect((await shop.shopper(`/parts/${game.id}`)).body.region).toBe(`R${n}`);
    }
  });

  it('is not there for a draft, and there once the draft is published', async () => {
    const draft = await shop.part({ status: 'draft', part_name: 'Unfinished thing' });
    expect((await shop.shopper(`/parts/${draft.id}`)).status).toBe(404);
    expect(await found('q=unfinished')).toEqual([]);
    await shop.editor('PUT', `/parts/${draft.id}`, { status: 'active' });
    expect((await shop.shopper(`/parts/${draft.id}`)).status).toBe(200);
    expect(await found('q=unfinished')).toEqual([draft.sku]);
    await shop.editor('PUT', `/parts/${draft.id}`, { status: 'archived' });
    expect((await shop.shopper(`/parts/${draft.id}`)).status).toBe(404);
  });

  it('that was asked for before it existed appears as soon as it does', async () => {
    const next = pads.id + 1_000;
    await shop.database.query(`select setval('catalog.parts_id_seq', ${next - 1})`);
    expect((await shop.shopper(`/parts/${next}`)).status).toBe(404);
    const part = await shop.part();
    expect(part.id).toBe(next);
    expect((await shop.shopper(`/parts/${next}`)).status).toBe(200);
  });
});

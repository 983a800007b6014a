import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, standIn, type StandIn } from '@tandem/testing';
import sharp from 'sharp';
import { isPublicAddress, type AddressRule } from '@tandem/http';
import { EDITOR, Shop, type Json } from '../../testing/shop.js';
import { FetchPicture } from './fetch-picture.js';

/** Real: PostgreSQL, and a server of a supplier that pictures are fetched from. */
let shop: Shop;
let supplier: StandIn;
let asked: string[];
/** What its answers wait for. */
let gate: Promise<void>;
let busy: number;
beforeEach(() => {
  asked = [];
  gate = Promise.resolve();
  busy = 0;
});
beforeAll(async () => {
  supplier = await standIn(async (request, response) => {
    asked.push(request.url!);
    await gate;
    const [, name] = /^\/(\w+)\.png/.exec(request.url!) ?? [];
    if (busy > 0) {
      busy -= 1;
      return void response.writeHead(503).end();
    }
    if (!name) return void response.writeHead(404).end();
    // Another picture for each name.
    const width = 200 + (Buffer.from(name).readUInt8(0) % 50);
    const create = { width, height: 100, channels: 3 as const, background: '#abcdef' };
    response.end(await sharp({ create }).png().toBuffer());
  });
  shop = await Shop.open();
});
afterAll(async () => {
  await shop?.close();
  await supplier?.close();
});

/** The supplier's server is in our own network, where nothing is fetched from: of any instance, from its first picture on. */
let allowed: AddressRule = () => true;
const { turn } = FetchPicture.prototype;
FetchPicture.prototype.turn = function (this: FetchPicture) {
  this.allowed = (address) => allowed(address);
  return turn.call(this);
};

const at = (name: string): string => `${supplier.url}/${name}.png`;

async function started(content: string, name = 'parts.csv', query = ''): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([content]), name);
  const { status, body } = await shop.editor('POST', `/imports${query}`, form);
  expect({ status, body }).toMatchObject({ status: 202 });
  return body.import_id;
}

const ended = (id: string): Promise<Json> =>
  eventually(
    async () => {
      const { body } = await shop.editor('GET', `/imports/${id}`);
      expect(body).toMatchObject({ status: 'completed', images_waiting: 0 });
      return body;
    },
    { timeoutMs: 60_000 },
  );
const imported = async (...of: Parameters<typeof started>): Promise<Json> =>
  ended(await started(...of));

async function bySku(sku: string): Promise<Json> {
  const { body } = await shop.editor('GET', `/parts?q=${sku}`);
  const { id } = body.items.find((part: Json) => part.sku === sku);
  return (await shop.editor('GET', `/parts/${id}`)).body;
}
const errorsOf = async (id: string): Promise<string> =>
  (await shop.editor<string>('GET', `/imports/${id}/errors.csv`)).body;
const lines = (...objects: object[]): string =>
  objects.map((one) => `${JSON.stringify(one)}\n`).join('');
const NEW = { part_name: 'Pictured', price: 1, currency: 'EUR' };

describe('the pictures that a row names', () => {
  it('are fetched once the row is written, in its order, with what they show; one that comes twice is one', async () => {
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    const id = await started(
      `sku,name,price,currency,image_urls,image_alts\n` +
        `PIC-1,Lamp,1,EUR,${at('a')} | ${at('b')} | ${at('a')},From the left | \n` +
        `PIC-2,Lamp,1,EUR,${at('b')},"Left \\| right, lit"\n`,
    );
    await eventually(async () =>
      expect((await shop.editor('GET', `/imports/${id}`)).body).toMatchObject({
        status: 'completed',
        created: 2,
        images_waiting: 3,
      }),
    );
    expect((await bySku('PIC-1')).images).toEqual([]);
    open();
    expect(await ended(id)).toMatchObject({ created: 2, updated: 0, failed: 0 });
    const [first, second] = [await bySku('PIC-1'), await bySku('PIC-2')];
    expect(first).toMatchObject({
      version: 2,
      images: [{ alt: 'From the left' }, { alt: 'Lamp' }],
    });
    expect(second.images).toMatchObject([{ alt: 'Left | right, lit' }]);
    expect(second.images[0].url).toBe(first.images[1].url);
    expect((await shop.events(first.id)).map(({ type }) => type)).toEqual([
      'part.created',
      'images.updated',
    ]);
    expect((await shop.shopper(first.images[0].url.replace('/api/v1', ''))).status).toBe(200);
  });

  it('are not fetched again when a file is imported again, and those that it does not name any more go', async () => {
    const file = (urls: string[]) => lines({ sku: 'AGAIN', ...NEW, image_urls: urls });
    await imported(file([at('c'), at('d')]), 'parts.jsonl');
    const before = (await bySku('AGAIN')).images;
    asked = [];
    expect(await imported(file([at('c'), at('d')]), 'parts.jsonl')).toMatchObject({ unchanged: 1 });
    expect(await imported(file([at('d')]), 'parts.jsonl')).toMatchObject({ updated: 1 });
    expect(asked).toEqual([]);
    expect((await bySku('AGAIN')).images.map(({ id }: Json) => id)).toEqual([before[1].id]);
    expect(await imported(lines({ sku: 'AGAIN', image_urls: null }), 'parts.jsonl')).toMatchObject({
      updated: 1,
    });
    expect((await bySku('AGAIN')).images).toEqual([]);
    expect(await imported(file([at('d')]), 'parts.jsonl')).toMatchObject({ updated: 1 });
    expect(asked).toEqual(['/d.png']);
  });

  it('that can’t be had stand in the list of errors; the others are shown, and what was there stays', async () => {
    await imported(lines({ sku: 'HALF', ...NEW, image_urls: [at('e')] }), 'parts.jsonl');
    const row = { sku: 'HALF', image_urls: [at('f'), `${supplier.url}/gone`] };
    const done = await imported(lines(row, { sku: 'HALF-2', ...NEW }), 'parts.jsonl');
    expect(done).toMatchObject({ created: 1, failed: 1, updated: 0, unchanged: 0 });
    expect(await errorsOf(done.id)).toContain(`image_urls answered 404: ${supplier.url}/gone`);
    expect((await bySku('HALF')).images).toHaveLength(2);
  });

  it('that could not be had are told to whoever imports once, with how many they are', async () => {
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    const gone = [`${supplier.url}/gone`, `${supplier.url}/lost`];
    const rows = [
      { sku: 'LOST-1', ...NEW, image_urls: gone },
      { sku: 'LOST-2', ...NEW, image_urls: [`${supplier.url}/away`] },
      { sku: 'LOST-3', ...NEW, image_urls: [at('m')] },
    ];
    const id = await started(lines(...rows), 'lost.jsonl');
    await eventually(async () =>
      expect((await shop.editor('GET', `/imports/${id}`)).body.status).toBe('completed'),
    );
    open();
    expect(await ended(id)).toMatchObject({ created: 1, failed: 2, images_failed: 3 });
    const told = await shop.database.query<Json>(
      `select payload from catalog.outbox where type = 'content.update_failed' and aggregateid = $1`,
      [`import:${id}`],
    );
    expect(told).toHaveLength(1);
    expect(told[0].payload).toMatchObject({
      account_id: EDITOR.id,
      detail: expect.stringMatching(/^3 pictures of lost\.jsonl could not be fetched\. In all, 2 /),
    });
  });

  it('are asked for again by and by when a server has no time', async () => {
    busy = 1;
    const done = await imported(lines({ sku: 'BUSY', ...NEW, image_urls: [at('g')] }), 'p.jsonl');
    expect(done).toMatchObject({ created: 1, failed: 0 });
    expect(asked).toEqual(['/g.png', '/g.png']);
    expect((await bySku('BUSY')).images).toHaveLength(1);
  });

  it('come once, though the instance that fetched them stops half-way', async () => {
    let open = (): void => {};
    const held = new Promise<void>((resolve) => (open = resolve));
    gate = held;
    const rows = Array.from({ length: 6 }, (_, n) => ({
      sku: `LEFT-${n}`,
      ...NEW,
      image_urls: [at(`h${n}`)],
    }));
    const id = await started(lines(...rows), 'parts.jsonl');
    await eventually(() => expect(asked.length).toBeGreaterThan(0));
    const stopped = shop.restart(0);
    open();
    await stopped;
    // Whoever was asked for before is not always known to have answered: each picture is there once all the same.
    expect(await ended(id)).toMatchObject({ created: 6, failed: 0 });
    for (const { sku } of rows) expect(await bySku(sku)).toMatchObject({ version: 2 });
  });

  it('leave alone what staff have added meanwhile', async () => {
    await imported(lines({ sku: 'STAFF', ...NEW, image_urls: [at('i')] }), 'parts.jsonl');
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    const id = await started(lines({ sku: 'STAFF', image_urls: [at('j')] }), 'parts.jsonl');
    await eventually(() => expect(asked).toContain('/j.png'));
    const part = await bySku('STAFF');
    const form = new FormData();
    const create = { width: 90, height: 90, channels: 3 as const, background: '#123456' };
    const bytes = await sharp({ create }).png().toBuffer();
    form.set('alt', 'By staff');
    form.set('file', new Blob([new Uint8Array(bytes)]), 'staff.png');
    const version = { 'if-match': `"${part.version}"` };
    const added = await shop.editor('POST', `/parts/${part.id}/images`, form, version);
    expect(added.status).toBe(201);
    open();
    await ended(id);
    const { images } = await bySku('STAFF');
    expect(images.map(({ alt }: Json) => alt)).toEqual(['Pictured', 'By staff']);
    expect(images[0].url).not.toBe(part.images[0].url);
  });

  it('are nobody’s business in a dry run, which says what is wrong with an address', async () => {
    const done = await imported(
      `sku,name,price,currency,image_urls,image_alts\n` +
        `DRY-1,Lamp,1,EUR,${at('k')},\n` +
        `DRY-2,Lamp,1,EUR,ftp://example.test/a.png,\n` +
        `DRY-3,Lamp,1,EUR,/api/v1/images/${'0'.repeat(64)}.webp,\n` +
        `DRY-4,Lamp,1,EUR,${at('k')},One | Two\n` +
        `DRY-5,Lamp,1,EUR,,A text alone\n`,
      'dry.csv',
      '?dry_run=true',
    );
    expect(done).toMatchObject({ created: 1, failed: 4 });
    expect(asked).toEqual([]);
    const errors = await errorsOf(done.id);
    expect(errors).toContain('must be http or https');
    expect(errors).toContain('is no picture of this shop');
    expect(errors).toContain('has 2 texts; there are 1 pictures');
    expect(errors).toContain('is not enough without image_urls');
  });

  it('are never fetched from our own network', async () => {
    allowed = isPublicAddress;
    const done = await imported(lines({ sku: 'SSRF', ...NEW, image_urls: [at('l')] }), 'p.jsonl');
    allowed = () => true;
    expect(done).toMatchObject({ failed: 1 });
    expect(await errorsOf(done.id)).toContain('is not a public address');
    expect(asked).toEqual([]);
  });
});

it.each(['/parts.csv', '/parts.jsonl'])(
  'an exported file has the pictures, is no change when it is imported, and can order them: %s',
  async (path) => {
    const { body: file } = await shop.editor<string>('GET', `${path}?q=PIC-1`);
    asked = [];
    const before = await bySku('PIC-1');
    expect(await imported(file, path.slice(1))).toMatchObject({ updated: 0, failed: 0 });
    const [first, second] = before.images.map(({ url }: Json) => url);
    const turned = file.replace(first, '×').replace(second, first).replace('×', second);
    expect(await imported(turned, path.slice(1))).toMatchObject({ updated: 1, failed: 0 });
    expect((await bySku('PIC-1')).images.map(({ url }: Json) => url)).toEqual([second, first]);
    expect(asked).toEqual([]);
  },
);

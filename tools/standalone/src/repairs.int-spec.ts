import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VersionedCache } from '@tandem/cache';
import { PartPricesEntry } from '@tandem/contracts';
import { eventually, testTokens, type TestDatabase, type TestTokens } from '@tandem/testing';
import sharp from 'sharp';
import { Hosting } from './hosting.ts';
import { hostedServices } from './testing/hosted.ts';
import { databaseOfAll } from './testing/migrated.ts';

interface Report {
  run: { id: string; state: string; found: number; looked_at: number } | null;
  items: {
    id: string;
    check: string;
    record: string;
    has: string | null;
    due: string | null;
    repaired_by_name: string | null;
  }[];
  code?: string;
}

interface Part {
  price: { amount: string };
  stock: { available_stock: number };
  images: object[];
}

const EDITOR = '0198c5a0-0000-7000-8000-000000000001';

/** Real: catalogue, inventory, gateway and operations in this process as the standalone form has them, and PostgreSQL. */
describe('a shop whose records were changed past it', () => {
  const hosting = new Hosting();
  let database: TestDatabase;
  let tokens: TestTokens;
  let token: string;

  beforeAll(async () => {
    database = await databaseOfAll('t_repairs');
    tokens = await testTokens();
    token = await tokens.tokenFor({
      userId: EDITOR,
      roles: ['admin'],
      permissions: ['content:write', 'content:read', 'stock:write', 'events:read', 'events:write'],
    });
    const services = hostedServices(database, tokens);
    const named = (name: string) => services.find((service) => service.name === name)!;
    await hosting.start([named('catalog'), named('inventory')]);
    const operations = named('operations');
    operations.env.CATALOG_URL = urlOf('catalog');
    operations.env.INVENTORY_URL = urlOf('inventory');
    // The catalogue answers what the front door would: pages and lists, from the cache.
    operations.env.WATCHER_DOOR_URL = urlOf('catalog');
    await hosting.start([named('realtime-gateway'), operations]);
  });
  afterAll(async () => {
    await hosting.stop();
    await tokens.close();
    await database.drop();
  });

  const urlOf = (service: string) => hosting.running.get(service)!.url;

  async function send<T>(service: string, request: string, body?: object): Promise<T> {
    const [method, path] = request.split(' ') as [string, string];
    const answer = await fetch(`${urlOf(service)}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as T;
  }

  /** A part that open pages and the cache know, with five on the shelf. */
  async function aPart(): Promise<number> {
    const { id } = await send<{ id: number }>('catalog', 'POST /admin/parts', {
      kind: 'physical',
      sku: randomUUID(),
      part_name: 'Watched wheel',
      price: { amount: '10.00', currency: 'EUR' },
      status: 'active',
    });
    await send('inventory', `PUT /admin/parts/${id}/stock`, { current_stock: 5 });
    await eventually(async () => {
      const [heard] = await database.query<{ stock_version: string; content_version: string }>(
        'select stock_version, content_version from realtime.part_versions where part_id = $1',
        [id],
      );
      return Number(heard?.stock_version) > 0 && Number(heard?.content_version) > 0;
    });
    await pageOf(id);
    return id;
  }

  let pictures = 0;
  /** Another picture each time, of which three widths are kept. */
  async function aPicturedPart() {
    const part = await aPart();
    pictures += 1;
    const background = { r: pictures, g: 20, b: 20 };
    const create = { width: 500, height: 300, channels: 3 as const, background };
    const body = new FormData();
    body.set('alt', 'Front');
    body.set('file', new Blob([new Uint8Array(await sharp({ create }).png().toBuffer())]), 'x.png');
    const answer = await fetch(`${urlOf('catalog')}/api/v1/admin/parts/${part}/images`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${token}` }, body },
    });
    const { images } = (await answer.json()) as { images: { id: string; url: string }[] };
    const [{ id, url }] = images as [{ id: string; url: string }];
    return { part, image: id, sha256: /[0-9a-f]{64}/.exec(url)![0] };
  }

  const pageOf = (id: number) => send<Part>('catalog', `GET /parts/${id}`);
  const report = (state: string) =>
    send<Report>('operations', `GET /admin/consistency/report?state=${state}&limit=100`);

  async function checked(checks?: string[]): Promise<Report['run']> {
    const { run_id } = await send<{ run_id: string }>(
      'operations',
      'POST /admin/consistency/check',
      checks && { checks },
    );
    expect(run_id).toBeDefined();
    await eventually(
      async () => {
        const { run } = await report('open');
        return run!.id === run_id && run!.state !== 'running';
      },
      { timeoutMs: 120_000 },
    );
    const { run } = await report('open');
    expect(run!.state).toBe('completed');
    return run;
  }

  async function repairedOf(check: string, record: string) {
    const { items } = await report('repaired');
    return items.find((one) => one.check === check && one.record.startsWith(record));
  }

  it('is told of nothing while staff edit and nothing was', async () => {
    const id = await aPart();
    for (const status of ['discontinued', 'archived'])
      await send('catalog', `PUT /admin/parts/${await aPart()}`, { status });
    let going = true;
    const editing = (async () => {
      for (let n = 1; going; n += 1) {
        await send('inventory', `PUT /admin/parts/${id}/stock`, { current_stock: n });
        await send('catalog', `PUT /admin/parts/${id}`, { part_name: `Wheel ${n}` });
      }
    })();
    try {
      const run = await checked();
      expect((await report('open')).items).toEqual([]);
      expect((await report('repaired')).items).toEqual([]);
      expect(run!.looked_at).toBeGreaterThan(0);
    } finally {
      going = false;
      await editing;
    }
  }, 180_000);

  it('is told what shoppers see that is not so, by looking through the door', async () => {
    const [id, other] = [await aPart(), await aPart()];
    const cache = hosting.running.get('catalog')!.app.get(VersionedCache, { strict: false });
    await cache.writeThrough([
      { key: PartPricesEntry.key(id), version: 1, value: '{"amount":"0.02","currency":"EUR"}' },
    ]);
    await database.query(
      'update inventory.stock_levels set current_stock = 66 where part_id = $1',
      [other],
    );
    expect((await pageOf(id)).price.amount).toBe('0.02');
    await checked(['pages shown', 'stock shown', 'lists shown']);
    expect(await repairedOf('pages shown', `${id}/price`)).toMatchObject({
      has: '0.02 EUR',
      due: '10.00 EUR',
    });
    expect(await repairedOf('stock shown', `${other}/stock`)).toMatchObject({
      has: '5 of 5',
      due: '66 of 66',
    });
    expect((await pageOf(id)).price.amount).toBe('10.00');
    await eventually(async () => (await pageOf(other)).stock.available_stock === 66);
    expect((await report('open')).items).toEqual([]);
  }, 180_000);

  it('has pictures again that are made of their originals, and loses those without one when somebody says so', async () => {
    const [mendable, lost] = [await aPicturedPart(), await aPicturedPart()];
    await database.query('delete from catalog.image_renditions where sha256 = $1 and width = 160', [
      mendable.sha256,
    ]);
    await database.query('delete from catalog.image_renditions where sha256 = $1', [lost.sha256]);
    await checked(['images and renditions']);
    expect(await repairedOf('images and renditions', mendable.image)).toBeDefined();
    const small = await fetch(`${urlOf('catalog')}/api/v1/images/${mendable.sha256}.webp?w=160`);
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(160);

    const { items } = await report('open');
    expect(new Set(items.map(({ record }) => record.split('/', 2).join('/')))).toEqual(
      new Set([`${lost.image}/${lost.part}`]),
    );
    expect((await pageOf(lost.part)).images).toHaveLength(1);
    const repaired = await send<{ items: { result: string; said: string }[] }>(
      'operations',
      'POST /admin/consistency/repair',
      { difference_ids: [items[0]!.id] },
    );
    expect(repaired.items).toMatchObject([
      {
        result: 'repaired',
        said: expect.stringMatching(`^Part ${lost.part}, “Watched wheel”, has lost its picture`),
      },
    ]);
    expect((await pageOf(lost.part)).images).toEqual([]);
    const { items: versions } = await send<{ items: object[] }>(
      'catalog',
      `GET /admin/parts/${lost.part}/versions`,
    );
    expect(versions[0]).toMatchObject({
      change_summary: 'Removed “Front”: its file was lost',
      created_by: EDITOR,
    });
    await eventually(async () => {
      const audited = await database.query(
        `select from audit.data_change_logs
          where table_name = 'parts' and record_id = $1 and changed_by = $2 and operation = 'UPDATE'`,
        [String(lost.part), EDITOR],
      );
      return audited.length > 0;
    });
    await checked(['images and renditions']);
    expect((await report('open')).items).toEqual([]);
    expect((await pageOf(mendable.part)).images).toHaveLength(1);
  }, 180_000);

  describe('and is checked', () => {
    const reservation = randomUUID();
    let [priced, stocked, unfound, cached, held] = [0, 0, 0, 0, 0];

    beforeAll(async () => {
      priced = await aPart();
      stocked = await aPart();
      unfound = await aPart();
      cached = await aPart();
      held = await aPart();
      await database.query('update catalog.parts set price_minor = 1234 where id = $1', [priced]);
      await database.query(
        'update inventory.stock_levels set current_stock = 77 where part_id = $1',
        [stocked],
      );
      await database.query('delete from catalog.part_search where part_id = $1', [unfound]);
      const cache = hosting.running.get('catalog')!.app.get(VersionedCache, { strict: false });
      const value = '{"amount":"0.01","currency":"EUR"}';
      await cache.writeThrough([{ key: PartPricesEntry.key(cached), version: 1, value }]);
      expect((await pageOf(cached)).price.amount).toBe('0.01');
      await database.query(
        `with held as (insert into inventory.reservations (id, order_id, expires_at)
                       values ($1, gen_random_uuid(), now() + interval '1 hour') returning id)
         insert into inventory.reservation_lines (reservation_id, part_id, quantity) select id, $2, 3 from held`,
        [reservation, held],
      );
      await database.query(
        'update inventory.stock_levels set reserved_quantity = 3 where part_id = $1',
        [held],
      );
      await checked();
    }, 180_000);

    it('shows a price that was changed through psql, and says so', async () => {
      await eventually(async () => (await pageOf(priced)).price.amount === '12.34');
      expect(await repairedOf('content and version', `${priced}/price`)).toMatchObject({
        has: '12.34 EUR',
        due: '10.00 EUR',
        repaired_by_name: 'system',
      });
      const { items } = await send<{ items: { change_summary: string }[] }>(
        'catalog',
        `GET /admin/parts/${priced}/versions`,
      );
      expect(items[0]!.change_summary).toBe('Was changed past the shop: price');
      await eventually(async () => {
        const told = await database.query(
          `select from realtime.event_log where part_id = $1 and type = 'price.updated'`,
          [priced],
        );
        return told.length === 1;
      });
    });

    it('shows stock that was changed through psql', async () => {
      await eventually(async () => (await pageOf(stocked)).stock.available_stock === 77);
      expect(await repairedOf('stock as heard', String(stocked))).toBeDefined();
    });

    it('finds a part again whose search document was gone', async () => {
      const documents = await database.query('select from catalog.part_search where part_id = $1', [
        unfound,
      ]);
      expect(documents).toHaveLength(1);
      expect(await repairedOf('search index', String(unfound))).toBeDefined();
    });

    it('does away with a cache entry that differs from the database', async () => {
      expect((await pageOf(cached)).price.amount).toBe('10.00');
      expect(await repairedOf('cached prices', PartPricesEntry.key(cached))).toBeDefined();
    });

    it('frees pieces that are held for no order when somebody says so, and nothing else is open', async () => {
      const { items } = await report('open');
      const found = items.find(({ record }) => record === reservation)!;
      expect(found).toMatchObject({ has: 'held', due: 'no order' });
      const repair = (ids: string[]) =>
        send<{ items: unknown[] }>('operations', 'POST /admin/consistency/repair', {
          difference_ids: ids,
        });
      expect(await repair([found.id])).toEqual({
        items: [{ id: found.id, result: 'repaired', said: null }],
      });
      expect(await repair([found.id])).toEqual({
        items: [{ id: found.id, result: 'not_found', said: null }],
      });
      await eventually(async () => (await pageOf(held)).stock.available_stock === 5);
      await checked();
      expect((await report('open')).items).toEqual([]);
    }, 120_000);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { VersionedCache } from '@tandem/cache';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { eventually, redisOf } from '@tandem/testing';
import { Redis } from 'ioredis';
import { Shop, type Json } from '../testing/shop.js';

/** Real: PostgreSQL, Redis. Two instances. A failure is put at each step of an update of a part, and what is left is looked at everywhere. */
let shop: Shop;
let redis: Redis;
beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
  redis = new Redis(redisOf('catalog'));
});
afterAll(async () => {
  redis?.disconnect();
  await shop?.close();
});

const FORMER = {
  part_name: 'Former lantern',
  description: '<p>Formerly bright</p>',
  price: { amount: '10.00', currency: 'EUR' },
  specifications: [{ name: 'Light', value: 'formerish' }],
};
const LATER = {
  part_name: 'Later torch',
  description: '<p>Lately bright</p>',
  price: { amount: '20.00', currency: 'EUR' },
  specifications: [{ name: 'Light', value: 'laterish' }],
};

/** Steps of the transaction, in their order. */
const STEPS: [step: string, table: string, when: string][] = [
  ['before the row', 'catalog.parts', 'before update'],
  ['after the row', 'catalog.parts', 'after update'],
  ['at the audit log', 'audit.data_change_logs', 'before insert'],
  ['at its specifications', 'catalog.part_specifications', 'after update'],
  ['at its search document', 'catalog.part_search', 'after update'],
  ['at its place in lists', 'catalog.part_listing', 'after update'],
  ['at its former version', 'catalog.part_content_versions', 'after update'],
  ['before its new version', 'catalog.part_content_versions', 'before insert'],
  ['after its new version', 'catalog.part_content_versions', 'after insert'],
  ['before its event', 'catalog.outbox', 'before insert'],
  ['after its event', 'catalog.outbox', 'after insert'],
  ['at the commit', 'catalog.outbox', 'at commit'],
];

const twice = <T>(one: T): T[] => [one, one];

describe('an update of a part', () => {
  let part: Json;
  let n = 0;

  const everywhere = async (): Promise<Json> => {
    const { id } = part;
    const [stored] = await shop.database.query<Json>(
      `select p.version, p.part_name, p.description, p.price_minor::integer as price, s.value as specification, l.price_amount::float as listed,
              (select array_agg(v.version_number order by v.version_number) from catalog.part_content_versions v where v.part_id = p.id) as versions,
              (select v.content_snapshot ->> 'part_name' from catalog.part_content_versions v where v.part_id = p.id and v.is_active) as active,
              (select count(*)::integer from catalog.outbox o where o.aggregateid = p.id::text) as events,
              (select count(*)::integer from audit.data_change_logs a where a.table_schema = 'catalog' and a.table_name = 'parts'
                and a.record_id = p.id::text) as audited
         from catalog.parts p join catalog.part_specifications s on s.part_id = p.id join catalog.part_listing l on l.part_id = p.id
        where p.id = $1`,
      [id],
    );
    const found = async (q: string) =>
      (await shop.shopper(`/parts?q=${q}&limit=100`)).body.items
        .filter((one: Json) => one.id === id)
        .map((one: Json) => [one.part_name, one.price.amount, one.version]);
    const page = async (instance: number) => {
      const { body } = await shop.shopper(`/parts/${id}`, {}, instance);
      const { part_name: name, description, version } = body;
      const specification = body.specifications[0].value;
      return { name, description, price: body.price.amount, specification, version };
    };
    return {
      stored,
      pages: [await page(0), await page(1)],
      found: { former: await found('formerish'), later: await found('laterish') },
      staff: (await shop.editor('GET', `/parts/${id}`)).body.part_name,
    };
  };
  const cached = async (): Promise<Json> => {
    const keys = (await redis.keys(`*:${part.id}`)).sort();
    return Promise.all(keys.map(async (key) => [key, await redis.dump(key)].map(String)));
  };
  const update = () => shop.editor('PUT', `/parts/${part.id}`, { ...LATER, version: part.version });
  const formerly = () => ({
    stored: expect.objectContaining({ part_name: FORMER.part_name, versions: [1], events: 1 }),
    pages: twice(expect.objectContaining({ name: FORMER.part_name, price: '10.00', version: 1 })),
    found: { former: [[FORMER.part_name, '10.00', 1]], later: [] },
    staff: FORMER.part_name,
  });
  const lately = () => ({
    stored: expect.objectContaining({
      ...{ version: 2, part_name: LATER.part_name, description: LATER.description, price: 2000 },
      ...{ specification: 'laterish', listed: 20, versions: [1, 2], active: LATER.part_name },
      events: 2,
    }),
    pages: twice({
      ...{ name: LATER.part_name, description: LATER.description, price: '20.00' },
      ...{ specification: 'laterish', version: 2 },
    }),
    found: { former: [], later: [[LATER.part_name, '20.00', 2]] },
    staff: LATER.part_name,
  });

  beforeEach(async () => {
    n += 1;
    part = await shop.part({ ...FORMER, sku: `FAILS-${n}` });
    // The page is in the cache, as it is of a part that people look at.
    for (const instance of [0, 1, 0, 1]) await shop.shopper(`/parts/${part.id}`, {}, instance);
  });

  async function failAt(table: string, when: string): Promise<() => Promise<void>> {
    const timing =
      when === 'at commit'
        ? `create constraint trigger zz_fails after insert on ${table} deferrable initially deferred`
        : `create trigger zz_fails ${when} on ${table}`;
    await shop.database.query(`
      create or replace function public.fails() returns trigger language plpgsql as $$
        begin raise exception 'a failure of this test'; end $$;
      ${timing} for each row execute function public.fails()`);
    return async () => void (await shop.database.query(`drop trigger zz_fails on ${table}`));
  }

  it.each(STEPS)(
    'that fails %s leaves all of the former version, and goes through when it is sent again',
    async (_step, table, when) => {
      const before = [await everywhere(), await cached()];
      expect(before[0]).toEqual(formerly());
      expect(before[1].length).toBeGreaterThan(0);
      const mend = await failAt(table, when);
      try {
        expect((await update()).status).toBe(500);
      } finally {
        await mend();
      }
      expect([await everywhere(), await cached()]).toEqual(before);
      expect(await update()).toMatchObject({ status: 200, body: { version: 2 } });
      expect(await everywhere()).toEqual(lately());
    },
  );

  it('whose process forgets the cache after its commit is the later version everywhere all the same', async () => {
    const cache = shop.instances[0]!.app.get(VersionedCache);
    const forgotten = jest.spyOn(cache, 'writeThrough').mockResolvedValue(undefined as never);
    try {
      expect((await update()).status).toBe(200);
      expect(forgotten).toHaveBeenCalled();
    } finally {
      forgotten.mockRestore();
    }
    await eventually(async () => expect(await everywhere()).toEqual(lately()));
  });

  it('whose event can’t be sent is the later version everywhere, and the event goes out later, once', async () => {
    // One of the instances relays for both.
    const down = shop.instances.map(({ app }) =>
      jest
        .spyOn(app.get<EventTransport>(EVENT_TRANSPORT), 'publish')
        .mockRejectedValue(new Error('nobody there')),
    );
    const unsent = () =>
      shop.database.query<Json>(
        `select type from catalog.outbox where aggregateid = $1 and published_at is null`,
        [String(part.id)],
      );
    try {
      expect((await update()).status).toBe(200);
      expect(await everywhere()).toEqual(lately());
      await eventually(async () =>
        expect(down.some(({ mock }) => mock.calls.length > 0)).toBe(true),
      );
      expect((await unsent()).length).toBeGreaterThan(0);
    } finally {
      for (const one of down) one.mockRestore();
    }
    await eventually(async () => expect(await unsent()).toEqual([]), { timeoutMs: 120_000 });
  });
});

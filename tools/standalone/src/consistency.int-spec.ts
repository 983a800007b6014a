import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CACHE_CHECKS,
  CHECKS,
  findWrong,
  findWrongInCache,
  lookForDifferences,
  type CheckName,
} from '@tandem/consistency';
import { RedisStore, VersionedCache } from '@tandem/cache';
import { PartPricesEntry, cachedStock, type StockRow } from '@tandem/contracts';
import { emptyRedisOf, type TestDatabase } from '@tandem/testing';
import pg from 'pg';
import { chosenProjections, PROJECTIONS } from './projections.ts';
import { databaseOfAll } from './testing/migrated.ts';

const ORDER = '0198c5a0-0000-7000-8000-000000000001';
const RESERVATION = '0198c5a0-0000-7000-8000-000000000002';
const ABOVE = '0198c5a0-0000-7000-8000-000000000004';
const BELOW = '0198c5a0-0000-7000-8000-000000000005';
const USER = '0198c5a0-0000-7000-8000-000000000003';

const SNAPSHOT = JSON.stringify({
  sku: 'S',
  part_name: 'Part',
  description: '',
  status: 'active',
  price: { amount: '5.00', currency: 'EUR' },
  specifications: [],
  images: [],
});
const OTHER = '0198c5a0-0000-7000-8000-000000000006';

/** What inventory's trigger tells the lists of the catalogue. */
const LIST_STOCK = `
select catalog.list_stock(part_id, current_stock - reserved_quantity, current_stock - reserved_quantity <= min_stock_level)
  from inventory.stock_levels`;

/** One part, ten of which came in and two of which one paid order bought; as the services would have written it. */
const A_SALE = `
insert into catalog.parts (id, kind, sku, slug, part_name, price_minor, currency)
  overriding system value values (1, 'physical', 'S', 's', 'Part', 500, 'EUR');
insert into inventory.stock_levels (part_id, current_stock, version) values (1, 8, 4);
insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
  values (1, 10, 10, 'set', now()), (1, -2, 8, 'reservation_committed', now());
insert into inventory.reservations (id, order_id, state, expires_at) values ('${RESERVATION}', '${ORDER}', 'committed', now());
insert into inventory.reservation_lines (reservation_id, part_id, quantity) values ('${RESERVATION}', 1, 2);
insert into orders.orders (id, user_id, idempotency_key, payment_method, status, currency, total_minor, give_up_at, version)
  values ('${ORDER}', '${USER}', 'k', 'balance', 'paid', 'EUR', 1000, now(), 2);
insert into orders.order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
  values ('${ORDER}', 1, 'physical', 'S', 'Part', 2, 500);
insert into auth.users (id, email, password_hash, display_name) values ('${USER}', 'u@example.org', '$argon2id$', 'U');
insert into orders.carts (owner_kind, owner_id, version) values ('user', '${USER}', 1);
insert into orders.cart_items (owner_kind, owner_id, part_id, quantity) values ('user', '${USER}', 1, 3);
insert into catalog.part_search (part_id, document, part_name, sku) values (1, '', 'part', 's');
select catalog.refresh_part_listing('{1}'), catalog.refresh_staff_listing('{1}');
${LIST_STOCK};
insert into orders.order_history (order_id, version, to_status) values ('${ORDER}', 1, 'created'), ('${ORDER}', 2, 'paid');
insert into catalog.part_content_versions (id, part_id, version_number, content_snapshot, event_type)
  values (gen_random_uuid(), 1, 1, '${SNAPSHOT}', 'part.created');
insert into realtime.part_versions (part_id, stock_version, content_version) values (1, 4, 1);
${eventIn('inventory.outbox', 'stock.updated', '1', 4)};
${eventIn('orders.outbox', 'order.paid', ORDER, 2)};
insert into realtime.event_log (seq, event_id, topic, type, subject, part_id, version, staff_data, occurred_at)
  values (1, gen_random_uuid(), 't', 'stock.updated', '1', 1, 4, '{}', now());`;

function eventIn(outbox: string, type: string, subject: string, version: number): string {
  return `insert into ${outbox} (id, aggregatetype, aggregateid, type, topic, payload, version)
    values (gen_random_uuid(), 'x', '${subject}', '${type}', 't', '{}', ${version})`;
}

function countedOutside(announced: number): string {
  return `update inventory.stock_levels set source = 'warehouse';
    insert into inventory.stock_sources (part_id, source, external_id, announced, as_of)
    values (1, 'warehouse', 'S', ${announced}, now())`;
}

/** What breaks each promise, and nothing else. */
const BROKEN: Record<CheckName, string> = {
  ledger: `insert into orders.ledger_accounts (kind, user_id, currency, balance_minor) values ('wallet', '${USER}', 'EUR', 5)`,
  'order total': `update orders.orders set total_minor = 999`,
  'order history': `update orders.order_history set to_status = 'failed' where version = 2`,
  'order at rest': `update orders.orders set status = 'created'; update orders.order_history set to_status = 'created'`,
  'order and reservation': `update orders.orders set status = 'failed'; update orders.order_history set to_status = 'failed'`,
  'sold and reserved': `update orders.order_lines set quantity = 1, unit_price_minor = 1000`,
  'stock and movements': `update inventory.stock_levels set current_stock = 9; ${LIST_STOCK}`,
  'stock and reservations': `update inventory.stock_levels set reserved_quantity = 1; ${LIST_STOCK}`,
  'stock and sales': `update inventory.stock_movements set kind = 'adjusted' where delta < 0`,
  'stock and source': countedOutside(9),
  'missing pieces': `${countedOutside(8)};
    insert into inventory.shortfalls (part_id, source, announced, held, missing) values (1, 'warehouse', 8, 0, 2)`,
  'kept back': `${countedOutside(8)};
    insert into catalog.categories (id, parent_id, slug, name) values ('${ABOVE}', null, 'a', 'Above'), ('${BELOW}', '${ABOVE}', 'b', 'Below');
    update catalog.parts set category_id = '${BELOW}'; select catalog.refresh_part_listing('{1}'), catalog.refresh_staff_listing('{1}');
    update catalog.part_content_versions set content_snapshot = content_snapshot || '{"category_id": "${BELOW}"}';
    insert into inventory.category_buffers (category_id, pieces, updated_by, updated_by_name) values ('${ABOVE}', 3, '${USER}', 'Stella')`,
  'sale numbers': `
    insert into inventory.sales (reference, part_id, source, external_id, order_id, quantity, number, state)
    values ('r', 1, 'warehouse', 'S', '${ORDER}', 2, 2, 'counted')`,
  'outbox of stock': eventIn('inventory.outbox', 'stock.updated', '1', 5),
  'outbox of orders': eventIn('orders.outbox', 'order.completed', ORDER, 3),
  'event log of stock': `update realtime.event_log set version = 5`,
  'parts of carts': `update orders.cart_items set part_id = 2`,
  'parts of wishlists': `insert into orders.wishlist_items (owner_kind, owner_id, part_id) values ('user', '${USER}', 2)`,
  'holds that outlived their order': `
    insert into inventory.reservations (id, order_id, state, expires_at)
    values (gen_random_uuid(), '${OTHER}', 'held', now() + interval '1 hour')`,
  'events that never left': `update orders.outbox set published_at = null, created_at = now() - interval '2 minutes'`,
  'stock as heard': `update realtime.part_versions set stock_version = 3`,
  'content as heard': `update realtime.part_versions set content_version = 2`,
  'links and parts': `insert into sync.product_links (system, external_id, part_id, sku) values ('warehouse', 'S', 2, 'S')`,
  'content and version': `update catalog.parts set price_minor = 400; select catalog.refresh_part_listing('{1}'), catalog.refresh_staff_listing('{1}')`,
  'gaps of versions': `update catalog.part_content_versions set version_number = 3;
    update catalog.parts set version = 3; update realtime.part_versions set content_version = 3`,
  'images and renditions': `
    insert into catalog.part_images (id, part_id, sha256, position) values ('${OTHER}', 1, repeat('a', 64), 0);
    update catalog.part_content_versions set content_snapshot = content_snapshot || '{"images": [{"id": "${OTHER}"}]}'`,
  'images and objects': `
    insert into catalog.part_images (id, part_id, sha256, position) values ('${OTHER}', 1, repeat('a', 64), 0);
    insert into catalog.image_blobs (sha256, width, height) values (repeat('a', 64), 1, 1);
    insert into catalog.image_renditions (sha256, width, place, content_sha256, missing_since)
    values (repeat('a', 64), 1, 's3', repeat('b', 64), now());
    update catalog.part_content_versions set content_snapshot = content_snapshot || '{"images": [{"id": "${OTHER}"}]}'`,
  'cart of an order': `update orders.carts set updated_at = now() - interval '1 day'`,
  'inbox and dead letters': `
    insert into inventory.dead_letters (id, consumer, event_id, topic, partition, message_offset, headers, payload, error, attempts)
    values (gen_random_uuid(), 'c', gen_random_uuid(), 't', 0, 0, '{}', '', 'e', 5)`,
  notifications: `
    insert into sync.webhook_inbox (source, digest, event_type, subject, reference, raw, state)
    values ('s', 'd', 'payment', 'p', 't', 'r', 'applied')`,
  'part and product': `insert into catalog.g2a_products (g2a_id, part_id, version, available) values ('1', 1, 1, true)`,
  'part and offer': `
    insert into catalog.parts (id, kind, sku, slug, part_name, price_minor, currency)
      overriding system value values (2, 'game', 'G', 'g', 'Game', 500, 'EUR');
    insert into catalog.part_search (part_id, document, part_name, sku) values (2, '', 'game', 'g');
    select catalog.refresh_part_listing('{2}'), catalog.refresh_staff_listing('{2}');
    insert into catalog.part_content_versions (id, part_id, version_number, content_snapshot, event_type)
      select gen_random_uuid(), 2, 1, content_snapshot || '{"sku": "G", "part_name": "Game"}', 'part.created'
        from catalog.part_content_versions;
    insert into catalog.part_field_owners (part_id, field, owner) values (2, 'part_name', 'staff');
    insert into catalog.g2a_products (g2a_id, part_id, version, available, offer) values ('2', 2, 1, true,
      '{"part_name": "Staff call it otherwise", "description": "", "price": {"amount": "4.99", "currency": "EUR"}}')`,
  'sold for no order': `
    insert into inventory.reservations (id, order_id, state, expires_at) values (gen_random_uuid(), '${OTHER}', 'committed', now())`,
  'payments at G2A': `
    insert into sync.g2a_payments (payment_id, currency, amount_minor, description, return_url)
    values ('${OTHER}', 'EUR', 1, 'd', 'r')`,
  'refunds at G2A': `
    insert into sync.g2a_refunds (refund_id, payment_id, amount_minor) values ('${OTHER}', '${OTHER}', 1)`,
  'keys for no order': `
    insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency)
    values (gen_random_uuid(), '${OTHER}', 1, 1, 5, 'EUR')`,
  'sales for the warehouse': `
    insert into sync.warehouse_sales (number, reference, sku, part_id, quantity, sold_at) values (1, 'r', 'S', 1, 1, now())`,
  'events of parts': `update realtime.event_log set part_id = 2, type = 'content.updated'`,
  'pages of no part': `
    insert into watcher.disagreements (id, found_at, event_id, part_id, page, subject, delay_s, field, has, due)
    values ('${OTHER}', now(), 'e', 2, 'part', 'content', 1, 'price', '1', '2')`,
  'carts of nobody': `insert into orders.cart_items (owner_kind, owner_id, part_id, quantity) values ('user', '${OTHER}', 1, 1)`,
  'wishlists of nobody': `insert into orders.wishlist_items (owner_kind, owner_id, part_id) values ('user', '${OTHER}', 1)`,
  'search index': `update catalog.part_search set part_name = 'another name'`,
  'lists and parts': `update catalog.part_listing set in_stock = false`,
  'audit chain': `
    insert into operations.audit_seals (number, after_id, to_id, rows, ids, hashes, content, digest, oldest_at, newest_at, sealed_at)
    values (1, 0, 5, 1, '{5}', sha256('row'), sha256('rows'), sha256('seal'), now(), now(), now())`,
  'table of staff and parts': `update catalog.staff_shelf set available = 3`,
};

type Entries = Map<string, { version: number; value: string | null }>;

/** The entry that each check of the cache looks at. */
const KEYS: Record<(typeof CACHE_CHECKS)[number]['name'], string> = {
  'cached parts': 'part:1',
  'cached prices': 'part:1:prices',
  'cached images': 'part:1:images',
  'cached specifications': 'part:1:specs',
  'cached stock': 'part:1:stock',
  'cached carts': `user:${USER}:cart`,
};

const otherThan = (value: object): object =>
  Array.isArray(value) ? [...value, {}] : { ...value, sku: 'T', amount: '4.00', current_stock: 7 };

// Real here: the tables of all services in PostgreSQL. No trigger and no foreign key runs, for they would forbid all of this.
describe('data that contradicts itself', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await databaseOfAll('t_consistency');
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`set session_replication_role = replica; ${A_SALE}`);
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const query = async (sql: string, values?: unknown[]) =>
    (await client.query<object>(sql, values)).rows;
  const found = () => findWrong(query);
  /** One row a slice, and no time to arrive. */
  const foundInSlices = async () =>
    (await lookForDifferences(query, { slice: 1, graceMs: 0 })).flatMap(({ findings }) => findings);
  const foundIn = (entries: Entries) =>
    findWrongInCache(async (keys) => keys.map((key) => entries.get(key) ?? null), query);

  /** As the services would have cached the sale. */
  async function cached(): Promise<Entries> {
    const [stock] = await query('select * from inventory.stock_public');
    const values: [string, number, object][] = [
      ['part:1', 1, { id: 1, kind: 'physical', sku: 'S', category: null, version: 1 }],
      ['part:1:prices', 1, { amount: '5.00', currency: 'EUR' }],
      ['part:1:images', 1, []],
      ['part:1:specs', 1, []],
      ['part:1:stock', 4, cachedStock(stock as StockRow)],
      [`user:${USER}:cart`, 1, [{ part_id: 1, quantity: 3 }]],
    ];
    return new Map(
      values.map(([key, version, value]) => [key, { version, value: JSON.stringify(value) }]),
    );
  }

  it('is not found where all is well', async () => {
    expect(await found()).toEqual([]);
    expect(await foundInSlices()).toEqual([]);
  });

  it.each(CHECKS)('is found by the check of $name alone', async ({ name, says }) => {
    await client.query('begin');
    try {
      await client.query(BROKEN[name]);
      const findings = await found();
      expect(findings.length).toBeGreaterThan(0);
      expect(await foundInSlices()).toEqual(findings);
      for (const finding of findings) expect(finding).toMatchObject({ check: name, says });
    } finally {
      await client.query('rollback');
    }
  });

  it.each(CACHE_CHECKS)('is found by the check of $name alone', async ({ name, says }) => {
    const entries = await cached();
    const { version, value } = entries.get(KEYS[name])!;
    const other = JSON.stringify(otherThan(JSON.parse(value!) as object));
    const findings = async (entry: { version: number; value: string | null }) =>
      (await foundIn(new Map(entries).set(KEYS[name], entry))).map(({ check, says: why }) => ({
        check,
        says: why,
      }));
    expect(await findings({ version, value })).toEqual([]);
    expect(await findings({ version: version - 1, value: other })).toEqual([]);
    for (const wrong of [
      { version, value: other },
      { version, value: null },
      { version: version + 1, value },
    ])
      expect(await findings(wrong)).toEqual([{ check: name, says }]);
  });

  it('is found where the cache shows a part that shoppers may not see', async () => {
    await client.query(`begin; update catalog.parts set status = 'draft'`);
    try {
      const checks = (await foundIn(await cached())).map(({ check }) => check);
      expect(checks).toEqual([
        'cached parts',
        'cached prices',
        'cached images',
        'cached specifications',
      ]);
    } finally {
      await client.query('rollback');
    }
  });

  it('is looked for in the schemas that a check names, and in no other', async () => {
    for (const { name, sql, reads } of CHECKS) {
      const named = [...sql(() => 'true').matchAll(/\b(\w+)\.(?=\w+)/g)].map(
        ([, schema]) => schema!,
      );
      const schemas = new Set(
        named.filter((schema) =>
          /^(orders|inventory|realtime|catalog|auth|sync|operations|watcher|audit)$/.test(schema),
        ),
      );
      expect([name, [...schemas].sort()]).toEqual([name, [...reads].sort()]);
    }
  });

  it('is found wherever it is in a table, and what moved meanwhile is not told', async () => {
    await client.query(`begin;
      insert into inventory.stock_levels (part_id, current_stock, version) select id, 0, 1 from generate_series(2, 8) id;
      update inventory.stock_levels set current_stock = 1 where part_id in (4, 5, 8)`);
    try {
      const look = async (meanwhile: string) => {
        const options = { names: ['stock and movements'], slice: 2, graceMs: 0 } as const;
        const [found] = await lookForDifferences(query, {
          ...options,
          wait: () => client.query(meanwhile),
        });
        return [found!.rows, found!.findings.map(({ id, has, due }) => [id, has, due])];
      };
      expect(await look('')).toEqual([
        8,
        [
          ['4', '1', '0'],
          ['5', '1', '0'],
          ['8', '1', '0'],
        ],
      ]);
      const moves = `update inventory.stock_levels set current_stock = 2 where part_id = 5;
        update inventory.stock_levels set current_stock = 0 where part_id = 8`;
      expect(await look(moves)).toEqual([8, [['4', '1', '0']]]);
      const arrives = 'update inventory.stock_levels set current_stock = 0';
      const waitedFor = async (meanwhile: string) => {
        const waits: number[] = [];
        const wait = (ms: number) => {
          waits.push(ms);
          return client.query(meanwhile);
        };
        await lookForDifferences(query, { names: ['stock and movements'], graceMs: 32, wait });
        return waits.reduce((sum, ms) => sum + ms, 0);
      };
      expect(await waitedFor('')).toBe(32);
      expect(await waitedFor(arrives)).toBe(1);
    } finally {
      await client.query('rollback');
    }
  });

  it('is found in an entry of the cache that stays older than the database', async () => {
    const entries = await cached();
    const { value } = entries.get('part:1:stock')!;
    entries.set('part:1:stock', { version: 3, value });
    expect(await foundIn(entries)).toEqual([]);
    const read = async (keys: readonly string[]) => keys.map((key) => entries.get(key) ?? null);
    const stale = await findWrongInCache(read, query, { graceMs: 1 });
    expect(stale.map(({ check, id }) => [check, id])).toEqual([['cached stock', 'part:1:stock']]);
  });

  it('is mended where a projection is made anew from its owner', async () => {
    const store = new RedisStore({ url: await emptyRedisOf('catalog'), format: '1' });
    const cache = new VersionedCache({ store });
    const close = () => Promise.resolve();
    const shop = { databaseUrl: database.adminUrl, query, cache, archives: null, close };
    await client.query(BROKEN['search index']);
    expect(await found()).toHaveLength(1);
    expect(await PROJECTIONS['search-documents'](shop)).toBe('1 parts');
    expect(await found()).toEqual([]);
    const key = PartPricesEntry.key(1);
    await cache.load([key], async () => ({ version: 1, values: ['{"amount":"4.00"}'] }));
    expect(await cache.readMany([key])).toEqual([{ version: 1, value: '{"amount":"4.00"}' }]);
    await client.query(
      `insert into catalog.popular_reads values ('part:1', 3, now()), ('game:9', 2, now()), ('list:{}', 1, now())`,
    );
    expect(await PROJECTIONS['popular-reads'](shop)).toBe(
      '1 parts forgotten that shoppers do not see; what was read is a record of traffic, which nothing makes anew',
    );
    expect(await query('select target from catalog.popular_reads order by target')).toEqual([
      { target: 'list:{}' },
      { target: 'part:1' },
    ]);
    expect(await PROJECTIONS.cache(shop)).toBe('1 entries gone, and all lists');
    expect(await cache.readMany([key])).toEqual([null]);
    await cache.close();
  });

  it.each(['read-counts', 'cache-reads', 'search-misses'])(
    'what happened is a record and not rebuilt: %s',
    (name) => {
      expect(() => chosenProjections(['counts', name])).toThrow(
        /can’t be rebuilt: .* no owner has it/,
      );
      expect(chosenProjections(['counts', 'cache'])).toEqual(['counts', 'cache']);
    },
  );
});

import type { StackHandle } from '@tandem/stack';
import pg from 'pg';
import { percentile } from './load.ts';
import { add, ms, whole } from './report.ts';
import { SYNCED_PRODUCTS } from './settings.ts';

const READERS = 6;
/** What a reader does in a second; the machine is not to be full of readers. */
const PER_SECOND = 12;
const CALM_SECONDS = 30;
const HOT_PARTS = 200;
const AT_ONCE = 500;

const LISTS = [
  'limit=24',
  'kind=game&limit=24',
  'kind=physical&limit=24',
  'category=pc-games&limit=24',
  'category=brake-discs&sort=price_asc&limit=24',
  'kind=game&sort=price_asc&limit=24',
  'kind=game&sort=name&limit=24',
  'genre=action&limit=24',
  'in_stock=true&limit=24',
  'q=citadel&limit=24',
];

interface Seen {
  parts: number[];
  lists: number[];
  failures: number;
}

/** Shoppers who read at a steady pace, until told to stop. */
async function readers(shop: string, ids: readonly number[], going: () => boolean): Promise<Seen> {
  const seen: Seen = { parts: [], lists: [], failures: 0 };
  const reader = async (n: number): Promise<void> => {
    for (let at = n; going(); at += READERS) {
      const list = at % 3 === 0;
      const path = list ? `?${LISTS[at % LISTS.length]}` : `/${ids[at % ids.length]}`;
      const begun = performance.now();
      const answer = await fetch(`${shop}/api/v1/parts${path}`);
      await answer.arrayBuffer();
      const took = performance.now() - begun;
      if (answer.status !== 200) seen.failures += 1;
      (list ? seen.lists : seen.parts).push(took);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 / PER_SECOND - took)));
    }
  };
  await Promise.all(Array.from({ length: READERS }, (_, n) => reader(n)));
  return seen;
}

/** Hits and misses of parts and lists since the service began. */
async function counted(service: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${service}/metrics`)).text();
  const lines = text.matchAll(/^cache_requests_total\{([^}]*)\} (\d+)/gm);
  const of = (labels: string, name: string) => new RegExp(`${name}="(\\w+)"`).exec(labels)?.[1];
  return new Map(
    [...lines].map(([, labels, n]) => [
      `${of(labels!, 'cache_type')} ${of(labels!, 'result')}`,
      Number(n),
    ]),
  );
}

async function measured(
  what: string,
  service: string,
  ids: readonly number[],
  going: () => boolean,
): Promise<void> {
  const before = await counted(service);
  const seen = await readers(service, ids, going);
  const after = await counted(service);
  for (const [type, times] of [
    ['part', seen.parts],
    ['list', seen.lists],
  ] as const) {
    const grown = (result: string) =>
      (after.get(`${type} ${result}`) ?? 0) - (before.get(`${type} ${result}`) ?? 0);
    const [hits, misses] = [grown('hit'), grown('miss')];
    add(
      `${type} pages, ${what}`,
      `p50 ${ms(percentile(times, 50))}, p99 ${ms(percentile(times, 99))}`,
      `hit rate ${((100 * hits) / (hits + misses)).toFixed(1)}% of ${whole(hits + misses)}; ${seen.failures} failures`,
    );
  }
}

/** Has the gateway tell of products, as a run of its sync does. */
async function tell(database: pg.Client, version: number, cents: number): Promise<void> {
  for (let from = 0; from < SYNCED_PRODUCTS; from += AT_ONCE)
    await database.query(
      `insert into sync.outbox (id, aggregatetype, aggregateid, type, topic, payload, version)
       select gen_random_uuid(), 'product', 'bench-' || n, 'g2a.product.upserted', 'tandem.sync.g2a',
              jsonb_build_object('g2a_id', 'bench-' || n, 'version', $1::int, 'part_id', null, 'sku', 'G2A-bench-' || n,
                'name', 'Synced game ' || n, 'description', '<p>' || repeat('Fun for all. ', 40) || '</p>',
                'price', jsonb_build_object('amount', ($2::int + n % 50)::text || '.99', 'currency', 'EUR'),
                'categories', '[{"name": "PC games"}]'::jsonb, 'genres', '[{"name": "Action"}]'::jsonb,
                'platforms', '[{"name": "PC"}]'::jsonb, 'images', '[]'::jsonb, 'specifications', '[]'::jsonb,
                'region', 'GLOBAL', 'publisher', null, 'developer', null, 'release_date', null,
                'available', true, 'updated_at', '2026-01-01T00:00:00.000Z'), $1
         from generate_series($3::int, $4::int) n`,
      [version, cents, from + 1, Math.min(from + AT_ONCE, SYNCED_PRODUCTS)],
    );
}

async function applied(database: pg.Client, version: number): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from catalog.g2a_products where g2a_id like 'bench-%' and version >= $1`,
      [version],
    );
    if (rows[0]!.n >= SYNCED_PRODUCTS) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Pages and lists while every product of a large catalogue gets another price, beside the same with nothing going on. */
export async function synced(stack: StackHandle): Promise<void> {
  const service = stack.info.services.catalog![0]!;
  const database = new pg.Client({ connectionString: stack.info.postgres });
  await database.connect();
  try {
    const { rows } = await database.query<{ version: number }>(
      `select coalesce(max(version), 0)::int as version from catalog.g2a_products where g2a_id like 'bench-%'`,
    );
    const first = rows[0]!.version + 1;
    const begun = performance.now();
    await tell(database, first, 10 + first);
    await applied(database, first);
    const made = (performance.now() - begun) / 1000;
    add(
      `${whole(SYNCED_PRODUCTS)} products taken in`,
      `${whole(SYNCED_PRODUCTS / made)}/s`,
      `${whole(made)} s`,
    );

    const hot = await database.query<{ id: number }>(
      `select id from catalog.parts where status = 'active' and deleted_at is null
        order by id % 97, id limit ${HOT_PARTS}`,
    );
    const ids = hot.rows.map(({ id }) => id);
    let end = performance.now() + CALM_SECONDS * 1000;
    await measured('calm', service, ids, () => performance.now() < end);

    let going = true;
    const since = performance.now();
    const updating = tell(database, first + 1, 20 + first)
      .then(() => applied(database, first + 1))
      .finally(() => (going = false));
    await measured('while all of them get another price', service, ids, () => going);
    await updating;
    end = (performance.now() - since) / 1000;
    add('their update', `${whole(SYNCED_PRODUCTS / end)}/s`, `${whole(end)} s`);
  } finally {
    await database.end();
  }
}

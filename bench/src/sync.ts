import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import pg from 'pg';
import { add, whole } from './report.ts';
import { SYNCED_PRODUCTS } from './settings.ts';
import { hotParts, measured } from './shoppers.ts';

const CALM_SECONDS = 30;
const AT_ONCE = 500;
/** A page of G2A, and how long G2A's budget makes a run wait between two: 378 requests a minute. */
const OF_A_PAGE = 20;
const PAGE_MS = 60_000 / 378;

type Tables = Pick<pg.Client, 'query'>;

/** Has the gateway tell of products as a run of its sync does: by the page, each in its time. */
export async function tellByThePage(
  database: Tables,
  version: number,
  euros: number,
  products = SYNCED_PRODUCTS,
): Promise<void> {
  const begun = performance.now();
  for (let page = 0; page * OF_A_PAGE < products; page += 1) {
    await pause(Math.max(0, begun + page * PAGE_MS - performance.now()));
    await tell(
      database,
      version,
      euros,
      page * OF_A_PAGE,
      Math.min(products, (page + 1) * OF_A_PAGE),
    );
  }
}

/** Has the gateway tell of products, as fast as they can be written. */
async function tell(
  database: Tables,
  version: number,
  euros: number,
  after = 0,
  end = SYNCED_PRODUCTS,
): Promise<void> {
  for (let from = after; from < end; from += AT_ONCE)
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
      [version, euros, from + 1, Math.min(from + AT_ONCE, end)],
    );
}

export async function applied(
  database: Tables,
  version: number,
  products = SYNCED_PRODUCTS,
): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from catalog.g2a_products where g2a_id like 'bench-%' and version >= $1`,
      [version],
    );
    if (rows[0]!.n >= products) return;
    await pause(500);
  }
}

/** The version that the next telling has: the data of an earlier run may still be there. */
export async function nextVersion(database: Tables): Promise<number> {
  const { rows } = await database.query<{ version: number }>(
    `select coalesce(max(version), 0)::int as version from catalog.g2a_products where g2a_id like 'bench-%'`,
  );
  return rows[0]!.version + 1;
}

/** Pages and lists while every product of a large catalogue gets another price, beside the same with nothing going on. */
export async function synced(stack: StackHandle): Promise<void> {
  const database = new pg.Client({ connectionString: stack.info.postgres });
  await database.connect();
  try {
    const first = await nextVersion(database);
    const begun = performance.now();
    await tell(database, first, 10 + first);
    await applied(database, first);
    const made = (performance.now() - begun) / 1000;
    add(
      `${whole(SYNCED_PRODUCTS)} products taken in`,
      `${whole(SYNCED_PRODUCTS / made)}/s`,
      `${whole(made)} s`,
    );

    const ids = await hotParts(database);
    let end = performance.now() + CALM_SECONDS * 1000;
    await measured('calm', stack, ids, () => performance.now() < end);

    let going = true;
    const since = performance.now();
    const updating = tellByThePage(database, first + 1, 20 + first)
      .then(() => applied(database, first + 1))
      .finally(() => (going = false));
    await measured('while all of them get another price', stack, ids, () => going);
    await updating;
    end = (performance.now() - since) / 1000;
    add('their update', `${whole(SYNCED_PRODUCTS / end)}/s`, `${whole(end)} s`);
  } finally {
    await database.end();
  }
}

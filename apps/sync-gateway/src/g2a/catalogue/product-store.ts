import type { Database, Tx } from '@tandem/persistence';
import type { ProductNews } from './product-news.js';

interface Known {
  id: string;
  digest: string;
  version: number;
}

/** A product that is news, with the version under which it is told. */
export interface ToldProduct extends ProductNews {
  version: number;
}

/** Keeps products as they were read. @returns those of which something changed. */
export async function keepProducts(
  tx: Tx,
  news: readonly ProductNews[],
  { seenIn }: { seenIn: string | null },
): Promise<ToldProduct[]> {
  const ids = news.map(({ offer }) => offer.g2a_id);
  const known = await tx.query<Known>(
    'select id, digest, version::float8 from g2a_products where id = any($1::text[]) order by id for update',
    [ids],
  );
  const before = new Map(known.map((row) => [row.id, row]));
  const told = news
    .filter(({ offer, digest }) => before.get(offer.g2a_id)?.digest !== digest)
    .map((one) => ({ ...one, version: (before.get(one.offer.g2a_id)?.version ?? 0) + 1 }));
  if (told.length > 0) await saveTold(tx, told);
  if (seenIn !== null) {
    await tx.execute('update g2a_products set seen_in = $2 where id = any($1::text[])', [
      ids,
      seenIn,
    ]);
  }
  return told;
}

async function saveTold(tx: Tx, told: readonly ToldProduct[]): Promise<void> {
  const rows = told.map(({ offer, digest, version }) => ({
    id: offer.g2a_id,
    name: offer.name.slice(0, 500),
    digest,
    available: offer.available,
    version,
  }));
  await tx.execute(
    `insert into g2a_products (id, name, digest, available, version)
     select id, name, digest, available, version
       from jsonb_to_recordset($1::jsonb) as r (id text, name text, digest text, available boolean, version bigint)
      order by id
     on conflict (id) do update
        set name = excluded.name, digest = excluded.digest, available = excluded.available, version = excluded.version,
            changed_at = clock_timestamp()
      where g2a_products.version < excluded.version`,
    [JSON.stringify(rows)],
  );
}

/** Products that a full sweep has not met, in the order of their ids. */
export async function unseenProducts(
  database: Database,
  { run, after, limit }: { run: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from g2a_products where available and id > $2 and seen_in is distinct from $1 order by id limit $3`,
    [run, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Products that G2A has no more. @returns those that it had until now. */
export async function dropProducts(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string; version: number }[]> {
  if (ids.length === 0) return [];
  return tx.query<{ id: string; name: string; version: number }>(
    `update g2a_products set available = false, digest = '', version = version + 1, changed_at = clock_timestamp()
      where id = any($1::text[]) and available returning id, name, version::float8`,
    [ids],
  );
}

/** The product is told of again with the next look at it, whether or not it changes. */
export async function forgetTold(tx: Tx, id: string): Promise<void> {
  await tx.execute(`update g2a_products set digest = '' where id = $1`, [id]);
}

/** Until when all changes are known. */
export async function syncedTo(database: Database): Promise<Date | null> {
  const [row] = await database.query<{ synced_to: Date | null }>(
    'select synced_to from g2a_catalogue',
  );
  return row?.synced_to ?? null;
}

export async function saveSyncedTo(tx: Tx, at: number): Promise<void> {
  await tx.execute(
    `update g2a_catalogue set synced_to = greatest(synced_to, to_timestamp($1::float8))`,
    [at],
  );
}

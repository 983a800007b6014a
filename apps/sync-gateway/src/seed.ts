import pg from 'pg';

/** The simulated G2A sells as its product n what is the game `GAME-10000` + n here. */
const SEED = `
insert into sync.product_links (system, external_id, part_id, sku)
select 'g2a', (10000000000000 + g.n * 1000 + 1)::text, g.id, g.sku
  from (select id, sku, substr(sku, 6)::bigint - 10000 as n from catalog.part_refs
         where sku ~ '^GAME-1[0-9]{4}$' and kind = 'game' and deleted_at is null) g
 where g.n between 1 and 300 and not exists (select from sync.product_links l where l.system = 'g2a')
on conflict do nothing`;

export interface SeedContext {
  env?: Record<string, string | undefined>;
  databaseUrl: string;
}

/**
 * Links the games of a new shop to products of the simulated G2A. Nothing happens when a game was ever linked, or in production.
 * @returns how many were linked.
 */
export async function seed({ env, databaseUrl }: SeedContext): Promise<number> {
  if (env?.['NODE_ENV'] === 'production') return 0;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(SEED)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

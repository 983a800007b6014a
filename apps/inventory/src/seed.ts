import pg from 'pg';

/** Of a hundred parts about eight are sold out and twelve are low; games come in larger numbers. */
const SEED = `
with drawn as (
  select id, kind, abs(hashint4(id)::bigint) % 100 as luck, abs(hashint4(id * 31)::bigint) as pieces
    from catalog.part_refs where deleted_at is null and not exists (select from inventory.stock_levels)
), stocked as (
  select id, case kind when 'game' then 10 else 5 end as min_level, luck, pieces,
         case kind when 'game' then 500 else 120 end as spread
    from drawn
)
insert into inventory.stock_levels (part_id, current_stock, min_stock_level, version, last_change, last_reason)
select id,
       case when luck < 8 then 0
            when luck < 20 then 1 + pieces % min_level
            else min_level + 1 + pieces % spread end,
       min_level, 1, 'initial', 'first stock'
  from stocked order by id
on conflict (part_id) do nothing`;

export interface SeedContext {
  env?: Record<string, string | undefined>;
  databaseUrl: string;
}

/**
 * Gives the parts of a new shop their first stock, the same on every machine. Nothing happens when a part has stock
 * already (a part that staff add later begins at zero, whatever restarts) or in production.
 * @returns how many parts were stocked.
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

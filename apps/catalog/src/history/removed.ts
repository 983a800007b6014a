import { iso } from '../parts/part-sql.js';
import type { CatalogConfig } from '../config.js';
import type { Queryable } from '@tandem/persistence';

/** What a list lacks, for it was too old to be kept. */
export interface Removed {
  /** All that was removed is from before. */
  before: string;
  kept_days: number;
  /** However old they are. */
  kept_newest: number;
}

/* The first that came after the last that was removed. */
const VERSIONS = `
  select ${iso('v.created_at')} as before from part_removals r
    join lateral (select created_at from part_content_versions v
                   where v.part_id = r.part_id and v.version_number > r.versions_up_to order by v.version_number limit 1) v on true
   where r.part_id = $1`;
const PRICES = `
  select ${iso('p.since')} as before from part_removals r
    join lateral (select since from part_prices p
                   where p.part_id = r.part_id and p.since > r.prices_up_to order by p.since limit 1) p on true
   where r.part_id = $1`;

/** Null: the part has all the versions that it ever had. */
export async function versionsRemoved(
  db: Queryable,
  id: number,
  { versionDays, versionsKept }: CatalogConfig,
): Promise<Removed | null> {
  const [row] = await db.query<{ before: string }>(VERSIONS, [id]);
  return row ? { ...row, kept_days: versionDays, kept_newest: versionsKept } : null;
}

/** Null: the part has all the prices that it ever had. */
export async function pricesRemoved(
  db: Queryable,
  id: number,
  { priceDays, pricesKept }: CatalogConfig,
): Promise<Removed | null> {
  const [row] = await db.query<{ before: string }>(PRICES, [id]);
  return row ? { ...row, kept_days: priceDays, kept_newest: pricesKept } : null;
}

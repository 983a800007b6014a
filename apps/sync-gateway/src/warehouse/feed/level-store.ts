import { ExternalStockChanged } from '@tandem/contracts';
import { newEvent, outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import type { Level } from '../client/warehouse-answers.js';

interface Announced {
  part_id: number;
  version: number;
  sku: string;
  link: number;
  quantity: number;
  sequence: number;
  counted_through: number;
  updated_at: Date;
}

/**
 * Keeps what is newer than what is kept; last write wins, by the warehouse's own order. A sale that it has once counted stays
 * counted: a warehouse that was set up anew may have forgotten its number.
 * @returns the SKUs of which there were news.
 */
export async function keepLevels(tx: Tx, levels: readonly Level[]): Promise<string[]> {
  const rows = await tx.query<{ sku: string }>({
    name: 'warehouse_levels_keep',
    text: `insert into warehouse_levels as kept (sku, quantity, updated_at, sequence, counted_through)
           select sku, quantity, updated_at, sequence, counted_through
             from jsonb_to_recordset($1::jsonb) as l (sku text, quantity integer,
                    updated_at timestamptz, sequence bigint, counted_through bigint)
            order by sku
           on conflict (sku) do update
              set quantity = excluded.quantity, updated_at = excluded.updated_at,
                  sequence = excluded.sequence, taken_at = clock_timestamp(),
                  counted_through = greatest(kept.counted_through, excluded.counted_through)
            where (excluded.updated_at, excluded.sequence) > (kept.updated_at, kept.sequence)
           returning sku`,
    values: [JSON.stringify(newestOfEach(levels))],
  });
  return rows.map(({ sku }) => sku);
}

/** Tells of the levels of these SKUs, of those that are linked. @returns how many that were. */
export async function announceLevels(tx: Tx, skus: readonly string[]): Promise<number> {
  if (skus.length === 0) return 0;
  const rows = await tx.query<Announced>({
    name: 'warehouse_levels_announce',
    text: `select l.part_id, nextval('warehouse_versions')::float8 as version, w.sku, l.number::float8 as link, w.quantity,
                  w.sequence::float8, w.counted_through::float8, w.updated_at
             from warehouse_levels w
             join product_links l on l.system = 'warehouse' and l.external_id = w.sku
                                 and l.unlinked_at is null
            where w.sku = any (array(select unnest($1::text[])))`,
    values: [skus],
  });
  await outbox.addMany(
    tx,
    rows.map(({ updated_at, ...level }) =>
      newEvent(ExternalStockChanged, { ...level, as_of: updated_at.toISOString() }),
    ),
  );
  return rows.length;
}

/** The parts of these SKUs that the shop could link: things, not games, and never linked before. */
export async function unlinkedParts(
  tx: Tx,
  skus: readonly string[],
): Promise<{ part_id: number; sku: string }[]> {
  return tx.query({
    name: 'warehouse_unlinked_parts',
    text: `select p.id as part_id, p.sku from catalog.part_refs p
            where p.sku = any (array(select unnest($1::text[]))) and p.kind = 'physical' and p.deleted_at is null
              and not exists (select from product_links l
                               where l.system = 'warehouse' and l.external_id = p.sku)`,
    values: [skus],
  });
}

/** A page may name a SKU twice when it changed while the page was made. */
function newestOfEach(levels: readonly Level[]): Level[] {
  const newest = new Map<string, Level>();
  for (const level of levels) {
    const known = newest.get(level.sku);
    if (!known || isNewer(level, known)) newest.set(level.sku, level);
  }
  return [...newest.values()];
}

function isNewer(one: Level, other: Level): boolean {
  const later = Date.parse(one.updated_at) - Date.parse(other.updated_at);
  return later > 0 || (later === 0 && one.sequence > other.sequence);
}

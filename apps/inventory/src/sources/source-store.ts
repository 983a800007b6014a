import type { StockSource } from '@tandem/contracts';
import type { Statement, Tx } from '@tandem/persistence';
import { MAX_STOCK, type StockLevel } from '../stock/stock-level.js';
import { STOCK_COLUMNS } from '../stock/stock-store.js';
import type { Figure } from './figure.js';
import { KEPT_BACK, KEPT_BACK_FROM } from './kept-back.js';

/**
 * Keeps figures of parts whose rows the transaction has locked; of one part once. One that is not newer than the kept one, is of
 * an undone link, or of another system than the one that counts the part, changes nothing.
 * @returns the parts whose figure is kept.
 */
export async function keepFigures(tx: Tx, figures: readonly Figure[]): Promise<number[]> {
  const kept = await tx.query<{ part_id: number }>({
    name: 'sources_keep_figures',
    text: `insert into stock_sources as k (part_id, source, external_id, announced, as_of, sequence, counted_through, link)
      select n.* from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::bigint[], $7::bigint[], $8::bigint[])
                   as n (part_id, source, external_id, announced, as_of, sequence, counted_through, link)
       where not exists (select from undone_links u where u.part_id = n.part_id and u.link >= n.link)
      on conflict (part_id) do update set external_id = excluded.external_id, announced = excluded.announced,
             as_of = excluded.as_of, sequence = excluded.sequence, counted_through = excluded.counted_through,
             link = excluded.link, overridden = false, applied_at = clock_timestamp()
       where k.source = excluded.source
         and (excluded.link, excluded.as_of, excluded.sequence, excluded.counted_through)
             > (k.link, k.as_of, k.sequence, k.counted_through)
      returning k.part_id`,
    values: [
      figures.map((figure) => figure.part_id),
      figures.map((figure) => figure.source),
      figures.map((figure) => figure.external_id),
      figures.map((figure) => Math.min(figure.quantity, MAX_STOCK)),
      figures.map((figure) => figure.as_of),
      figures.map((figure) => figure.sequence),
      figures.map((figure) => figure.counted_through),
      figures.map((figure) => figure.link),
    ],
  });
  return kept.map((row) => row.part_id);
}

/** Closes open sales that the kept figures are without. */
export function closeCountedSales(partIds: readonly number[]): Statement {
  return {
    name: 'sales_close_counted',
    text: `update sales x set state = 'counted' from stock_sources f
      where f.part_id = any($1::int[]) and x.part_id = f.part_id and x.source = f.source
        and x.external_id = f.external_id and x.state = 'open'
        and case f.source when 'warehouse' then x.number <= f.counted_through else x.bought_at < f.as_of end`,
    values: [partIds],
  };
}

/** A part that is counted outside, with all that decides how much of it there is. */
export interface SourcedLevel extends StockLevel {
  counted_by: StockSource;
  announced: number;
  uncounted: number;
  kept_back: number;
  /** What was kept back of it when its level was last made. */
  known_kept_back: number;
  overridden: boolean;
  /** What is known to be missing; null when nothing is. */
  known_missing: number | null;
  known_held: number | null;
  known_announced: number | null;
}

export function sourcedLevels(partIds: readonly number[]): Statement {
  return {
    name: 'sources_levels',
    text: `select ${STOCK_COLUMNS}, f.source as counted_by, f.announced, f.overridden,
             coalesce((select sum(x.quantity) from sales x
                        where x.part_id = f.part_id and x.source = f.source
                          and x.external_id = f.external_id and x.state = 'open'), 0)::int as uncounted,
             ${KEPT_BACK} as kept_back, f.kept_back as known_kept_back,
             h.missing as known_missing, h.held as known_held, h.announced as known_announced
        from stock_sources f join stock_levels s on s.part_id = f.part_id
        join catalog.part_refs r on r.id = f.part_id ${KEPT_BACK_FROM}
        left join shortfalls h on h.part_id = f.part_id and h.state <> 'resolved'
       where f.part_id = any($1::int[]) order by f.part_id`,
    values: [partIds],
  };
}

/** Notes what is kept back of parts whose rows the transaction has locked, beside the level that is made with it. */
export function noteKeptBack(
  parts: readonly Pick<SourcedLevel, 'part_id' | 'kept_back'>[],
): Statement {
  return {
    name: 'sources_note_kept_back',
    text: `update stock_sources f set kept_back = n.kept_back from unnest($1::int[], $2::int[]) as n (part_id, kept_back)
      where f.part_id = n.part_id`,
    values: [parts.map((part) => part.part_id), parts.map((part) => part.kept_back)],
  };
}

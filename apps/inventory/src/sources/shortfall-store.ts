import { ShortfallChanged, type StockSource } from '@tandem/contracts';
import { newEvent, type NewEvent } from '@tandem/messaging';
import type { Statement } from '@tandem/persistence';

export interface Shortfall {
  id: string;
  part_id: number;
  source: StockSource;
  announced: number;
  held: number;
  missing: number;
  state: 'open' | 'accepted' | 'resolved';
  resolution: 'covered' | 'holds_released' | 'accepted' | null;
  note: string | null;
  released: number;
  version: number;
  opened_at: Date;
  updated_at: Date;
  resolved_at: Date | null;
  resolved_by_name: string | null;
}

export const SHORTFALL_COLUMNS = `h.id, h.part_id, h.source, h.announced, h.held, h.missing, h.state, h.resolution, h.note,
  h.released, h.version, h.opened_at, h.updated_at, h.resolved_at, h.resolved_by_name`;

export interface Missing {
  part_id: number;
  source: StockSource;
  announced: number;
  held: number;
  missing: number;
}

const columnsOf = (parts: readonly Missing[]): unknown[] => [
  parts.map((part) => part.part_id),
  parts.map((part) => part.source),
  parts.map((part) => part.announced),
  parts.map((part) => part.held),
  parts.map((part) => part.missing),
];

/** Of parts whose rows the transaction has locked, and of which nothing was missing. */
export function openShortfalls(parts: readonly Missing[]): Statement {
  return {
    name: 'shortfalls_open',
    text: `insert into shortfalls as h (part_id, source, announced, held, missing)
      select * from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::int[]) returning ${SHORTFALL_COLUMNS}`,
    values: columnsOf(parts),
  };
}

/**
 * Changes the shortfalls that parts have whose rows the transaction has locked; one ends when nothing is missing any more.
 * One that staff accepted is news again when more is missing than they accepted.
 */
export function changeShortfalls(parts: readonly Missing[]): Statement {
  return {
    name: 'shortfalls_change',
    text: `update shortfalls h
         set source = n.source, announced = n.announced, held = n.held, missing = n.missing,
             state = case when n.missing = 0 then 'resolved'
                          when n.missing <= h.accepted_missing then h.state else 'open' end,
             resolution = case when n.missing <= h.accepted_missing then h.resolution
                               when n.missing > 0 then null
                               when h.released > 0 then 'holds_released' else 'covered' end,
             resolved_at = case when n.missing <= h.accepted_missing then h.resolved_at
                                when n.missing = 0 then clock_timestamp() end,
             accepted_missing = case when n.missing <= h.accepted_missing then h.accepted_missing end,
             version = h.version + 1, updated_at = clock_timestamp()
        from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::int[]) as n (part_id, source, announced, held, missing)
       where h.part_id = n.part_id and h.state <> 'resolved' returning ${SHORTFALL_COLUMNS}`,
    values: columnsOf(parts),
  };
}

/** Others know open and resolved only: what staff accepted needs nobody any more. */
export function shortfallEvent(shortfall: Shortfall): NewEvent {
  return newEvent(ShortfallChanged, {
    part_id: shortfall.part_id,
    version: shortfall.version,
    shortfall_id: shortfall.id,
    source: shortfall.source,
    announced: shortfall.announced,
    held: shortfall.held,
    missing: shortfall.missing,
    state: shortfall.state === 'open' ? 'open' : 'resolved',
    updated_at: shortfall.updated_at.toISOString(),
  });
}

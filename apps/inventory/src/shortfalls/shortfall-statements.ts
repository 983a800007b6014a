import type { Statement } from '@tandem/persistence';
import { RESERVATION_COLUMNS, RESERVATION_LINES } from '../reservations/reservation-store.js';
import type { MissingPieces } from './choose-holds.js';

/** The newest reservations that hold a part of which pieces are missing, and that nobody else has in hand. */
export function newestHolds(limit: number): Statement {
  return {
    name: 'shortfalls_newest_holds',
    text: `select ${RESERVATION_COLUMNS}, ${RESERVATION_LINES},
             (extract(epoch from clock_timestamp() - v.created_at) * 1000)::float8 as age_ms
        from reservations v
       where v.state = 'held' and exists (
               select from reservation_lines l join shortfalls h on h.part_id = l.part_id
                where l.reservation_id = v.id and h.state = 'open')
       order by v.created_at desc limit $1 for no key update of v skip locked`,
    values: [limit],
  };
}

/** What is missing of these parts, with whose rows the transaction may go on. */
export function openMissing(partIds: readonly number[]): Statement {
  return {
    name: 'shortfalls_missing',
    text: `select part_id, missing from shortfalls where state = 'open' and part_id = any($1::int[])`,
    values: [partIds],
  };
}

export function countReleased(freed: readonly MissingPieces[]): Statement {
  return {
    name: 'shortfalls_count_released',
    text: `update shortfalls h set released = h.released + f.pieces
        from unnest($1::int[], $2::int[]) as f (part_id, pieces)
       where h.part_id = f.part_id and h.state = 'open'`,
    values: [freed.map(({ part_id }) => part_id), freed.map(({ missing }) => missing)],
  };
}

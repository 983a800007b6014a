import type { Tx } from '@tandem/persistence';
import type { Slice } from './walk-parts.js';

/*
 * The price that held when the days began is one of them. Of a part with a sale the days end where the sale begins: beside it
 * shoppers read the lowest price of the 30 days before, however long the sale lasts (decision 0100).
 */
const CLEAR = `
  with slice as materialized (
    select id, least(clock_timestamp(), sale_from) - make_interval(secs => $4::float8) as days_began
      from parts where id > $1 order by id limit $2
  ), held as materialized (
    select s.id, (select max(b.since) from part_prices b where b.part_id = s.id and b.since <= s.days_began) as since
      from slice s
  ), old as materialized (
    select h.id, h.since from held h
     where exists (select from part_prices p where p.part_id = h.id and p.since < h.since)
  ), chosen as materialized (
    select p.part_id, p.since from old o
     cross join lateral (select n.since from part_prices n where n.part_id = o.id
                          order by n.since desc offset $3::integer - 1 limit 1) newest
      join part_prices p on p.part_id = o.id and p.since < least(o.since, newest.since)
     order by p.part_id, p.since limit $5
  ), gone as (
    delete from part_prices p using chosen c where (p.part_id, p.since) = (c.part_id, c.since)
    returning p.part_id, p.since
  ), noted as (
    insert into part_removals as r (part_id, prices_up_to)
      select part_id, max(since) from gone group by part_id order by part_id
      on conflict (part_id) do update set prices_up_to = greatest(r.prices_up_to, excluded.prices_up_to)
  )
  select (select count(*) from slice)::integer as parts, coalesce((select max(id) from slice), 0) as last,
         (select count(*) from gone)::integer as gone`;

/** Removes prices that held last more than so many seconds ago, and none of the newest `newest` of their part. */
export async function clearPrices(
  tx: Tx,
  after: number,
  parts: number,
  atOnce: number,
  { newest, seconds }: { newest: number; seconds: number },
): Promise<Slice> {
  const [slice] = await tx.query<Slice>(CLEAR, [after, parts, newest, seconds, atOnce]);
  return slice!;
}

import { notedAs, type ClearSlice, type Slice } from './walk-parts.js';

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
  ), ${notedAs('prices_up_to', 'max(since)')}`;

/** Removes prices that held last more than so many seconds ago, and none of the newest so many of their part. */
export const clearPrices: ClearSlice = (tx, { after, parts, newest, seconds, atOnce }) =>
  tx.query<Slice>(CLEAR, [after, parts, newest, seconds, atOnce]);

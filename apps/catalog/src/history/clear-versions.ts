import { notedAs, type ClearSlice, type Slice } from './walk-parts.js';

/*
 * What is asked for by its content, not by its number, stays: where a part is not for sale, carts and orders show the newest
 * version in which it was (`part_offers`), and whoever planned something last is told when it fails (`tellPlanner`).
 * A write at the same time does no harm: it can only make the newest versions more, and what it needs is among them.
 */
const CLEAR = `
  with slice as materialized (
    select id, version - $3::integer as highest, status = 'active' and deleted_at is null as for_sale,
           publish_at is not null or sale_until is not null as planned
      from parts where id > $1 order by id limit $2
  ), old as materialized (
    select s.* from slice s
     where s.highest > 0
       and exists (select from part_content_versions v
                    where v.part_id = s.id and v.version_number <= s.highest and not v.is_active
                      and v.created_at < clock_timestamp() - make_interval(secs => $4::float8))
  ), needed as materialized (
    select o.id, o.highest,
           case when not o.for_sale then (
             select v.version_number from part_content_versions v
              where v.part_id = o.id and v.content_snapshot ->> 'status' = 'active'
              order by v.version_number desc limit 1) end as shown,
           case when o.planned then (
             select v.version_number from part_content_versions v
              where v.part_id = o.id and v.created_by is not null and v.changed && '{publish_at,sale}'
              order by v.version_number desc limit 1) end as planned
      from old o
  ), chosen as materialized (
    select v.id from needed n
      join part_content_versions v on v.part_id = n.id and v.version_number <= n.highest
     where not v.is_active and v.created_at < clock_timestamp() - make_interval(secs => $4::float8)
       and v.version_number is distinct from n.shown and v.version_number is distinct from n.planned
     order by v.part_id, v.version_number limit $5
  ), gone as (
    delete from part_content_versions v using chosen c where v.id = c.id
    returning v.part_id, v.version_number, v.change_summary, v.created_by_name
  ), said as (
    update part_prices h set change_summary = g.change_summary, changed_by_name = g.created_by_name
      from gone g where h.part_id = g.part_id and h.version = g.version_number
  ), ${notedAs('versions_up_to', 'max(version_number)')}`;

/** Removes versions that are older than so many seconds, and none of the newest so many of their part. */
export const clearVersions: ClearSlice = (tx, { after, parts, newest, seconds, atOnce }) =>
  tx.query<Slice>(CLEAR, [after, parts, newest, seconds, atOnce]);

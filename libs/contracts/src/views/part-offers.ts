import { defineView } from './view.js';

/** By the clock of the statement, and not by what a job has noted: nobody pays the price of a sale that is over. */
const ON_SALE = `p.sale_from <= statement_timestamp() and statement_timestamp() < p.sale_until`;
const PRICE_NOW = `case when ${ON_SALE} then p.sale_price_minor else p.price_minor end`;

/**
 * Holds parts ($1) as they are offered until the transaction ends: whoever takes one from sale waits meanwhile, and whoever
 * comes later reads the offer without it. To be sent before the view is read, in a statement of its own. In one order, so that
 * nobody waits in a circle.
 */
export const HOLD_OFFERS = `
  select pg_advisory_xact_lock_shared(hashtext('catalog.offers'), w.id)
    from (select distinct id from unnest($1::integer[]) as p (id) order by id) w`;

/**
 * What is for sale and at which price, read in the transaction that makes an order. What is not keeps the words and the
 * picture that shoppers saw last, for carts that hold it: null when it was never shown.
 */
export const PartOffers = defineView({
  schema: 'catalog',
  name: 'part_offers',
  readers: ['orders'],
  columns: {
    id: 'integer',
    kind: 'text',
    sku: 'text | null',
    slug: 'text | null',
    part_name: 'text | null',
    price_minor: 'bigint | null',
    currency: 'character(3)',
    version: 'integer',
    for_sale: 'boolean',
    image_sha256: 'text | null',
    regular_price_minor: 'bigint | null',
    lowest_price_minor: 'bigint | null',
  },
  select: `
    select p.id, p.kind,
           case when o.for_sale then p.sku else l.content_snapshot ->> 'sku' end as sku,
           case when o.for_sale then p.slug else l.content_snapshot ->> 'slug' end as slug,
           case when o.for_sale then p.part_name else l.content_snapshot ->> 'part_name' end as part_name,
           case when o.for_sale then ${PRICE_NOW} end as price_minor,
           p.currency, p.version, o.for_sale,
           case when o.for_sale
             then (select i.sha256 from catalog.part_images i where i.part_id = p.id order by i.position limit 1)
             else substring(l.content_snapshot #>> '{images,0,url}' from '[0-9a-f]{64}') end as image_sha256,
           case when o.for_sale and ${ON_SALE} then p.price_minor end as regular_price_minor,
           case when o.for_sale and ${ON_SALE} then (
             select min(h.price_minor) from catalog.part_prices h
              where h.part_id = p.id and h.offered and h.currency = p.currency and h.since < p.sale_from
                and h.since >= coalesce((select max(b.since) from catalog.part_prices b
                      where b.part_id = p.id and b.since <= p.sale_from - interval '30 days'), '-infinity')
           ) end as lowest_price_minor
      from catalog.parts p
      cross join lateral (select p.status = 'active' and p.deleted_at is null as for_sale) o
      left join lateral (
        select v.content_snapshot from catalog.part_content_versions v
         where v.part_id = p.id and not o.for_sale and v.content_snapshot ->> 'status' = 'active'
         order by v.version_number desc limit 1
      ) l on true`,
});

import type { MigrationInterface, QueryRunner } from 'typeorm';

const ON_SALE = `p.sale_from <= statement_timestamp() and statement_timestamp() < p.sale_until`;

/** `part_offers` as of 0070, with columns after its own. */
const offers = (more: string): string => `
  create or replace view part_offers as
    select p.id, p.kind,
           case when o.for_sale then p.sku else l.content_snapshot ->> 'sku' end as sku,
           case when o.for_sale then p.slug else l.content_snapshot ->> 'slug' end as slug,
           case when o.for_sale then p.part_name else l.content_snapshot ->> 'part_name' end as part_name,
           case when o.for_sale then case when ${ON_SALE} then p.sale_price_minor else p.price_minor end end as price_minor,
           p.currency, p.version, o.for_sale,
           case when o.for_sale
             then (select i.sha256 from part_images i where i.part_id = p.id order by i.position limit 1)
             else substring(l.content_snapshot #>> '{images,0,url}' from '[0-9a-f]{64}') end as image_sha256,
           case when o.for_sale and ${ON_SALE} then p.price_minor end as regular_price_minor${more}
      from parts p
      cross join lateral (select p.status = 'active' and p.deleted_at is null as for_sale) o
      left join lateral (
        select v.content_snapshot from part_content_versions v
         where v.part_id = p.id and not o.for_sale and v.content_snapshot ->> 'status' = 'active'
         order by v.version_number desc limit 1
      ) l on true`;

/* As `lowest_price_before` has it. Its readers may not call that: it reads a table that is not theirs to read. */
const LOWEST = `,
           case when o.for_sale and ${ON_SALE} then (
             select min(h.price_minor) from part_prices h
              where h.part_id = p.id and h.offered and h.currency = p.currency and h.since < p.sale_from
                and h.since >= coalesce((select max(b.since) from part_prices b
                      where b.part_id = p.id and b.since <= p.sale_from - interval '30 days'), '-infinity')
           ) end as lowest_price_minor`;

/** Where a sale price is told, the lowest price of the 30 days before the sale is told with it. */
export class LowestPricesOfOffers1700000000163 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(offers(LOWEST));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view part_offers`);
    await runner.query(offers(''));
    await runner.query(`grant select on part_offers to tandem_orders`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * A part that shoppers may not see keeps the words they saw last, for those who have it in a cart: the newest version of
 * its content that was for sale. What staff write into a draft is nobody's business yet. Null when it was never shown.
 */
const AS_SHOWN = `
  create or replace view part_offers as
    select p.id, p.kind,
           case when o.for_sale then p.sku else l.content_snapshot ->> 'sku' end as sku,
           case when o.for_sale then p.slug else l.content_snapshot ->> 'slug' end as slug,
           case when o.for_sale then p.part_name else l.content_snapshot ->> 'part_name' end as part_name,
           case when o.for_sale then p.price_minor end as price_minor,
           p.currency, p.version, o.for_sale,
           case when o.for_sale
             then (select i.sha256 from part_images i where i.part_id = p.id order by i.position limit 1)
             else substring(l.content_snapshot #>> '{images,0,url}' from '[0-9a-f]{64}') end as image_sha256
      from parts p
      cross join lateral (select p.status = 'active' and p.deleted_at is null as for_sale) o
      left join lateral (
        select v.content_snapshot from part_content_versions v
         where v.part_id = p.id and not o.for_sale and v.content_snapshot ->> 'status' = 'active'
         order by v.version_number desc limit 1
      ) l on true`;

const AS_STORED = `
  create or replace view part_offers as
    select p.id, p.kind, p.sku, p.slug, p.part_name, p.price_minor, p.currency, p.version,
           p.status = 'active' and p.deleted_at is null as for_sale,
           (select i.sha256 from part_images i where i.part_id = p.id order by i.position limit 1) as image_sha256
      from parts p`;

export class OffersAsShown1700000000011 implements MigrationInterface {
  name = 'OffersAsShown1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_SHOWN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AS_STORED);
  }
}

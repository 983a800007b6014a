import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is for sale at which price, for the order service: read in the transaction that makes an order (decision 0008). */
export class Offers1700000000003 implements MigrationInterface {
  name = 'Offers1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view part_offers as
        select p.id, p.kind, p.sku, p.slug, p.part_name, p.price_minor, p.currency, p.version,
               p.status = 'active' and p.deleted_at is null as for_sale,
               (select i.sha256 from part_images i where i.part_id = p.id order by i.position limit 1) as image_sha256
          from parts p;
      grant usage on schema catalog to tandem_orders;
      grant select on part_offers to tandem_orders;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view part_offers`);
  }
}

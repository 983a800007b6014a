import type { MigrationInterface, QueryRunner } from 'typeorm';

const MADE = `product_links_told on product_links (system, (unlinked_at is null), lower(sku) collate "C")
  include (sku, unlinked_at, linked_at, id)`;
const FORMER = 'product_links_sku on product_links (lower(sku) collate "C")';

/** Links by the beginning of their SKU, with all that they are narrowed and sorted by: as many as begin so, none of them is read. */
export class LinksByBeginning1766200000090 implements MigrationInterface {
  name = 'LinksByBeginning1766200000090';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await replace(runner, MADE, 'product_links_sku');
  }

  async down(runner: QueryRunner): Promise<void> {
    await replace(runner, FORMER, 'product_links_told');
  }
}

async function replace(runner: QueryRunner, made: string, former: string): Promise<void> {
  await runner.query('set lock_timeout = 0');
  await runner.query(`drop index concurrently if exists ${made.split(' ')[0]}`);
  await runner.query(`create index concurrently ${made}`);
  await runner.query(`drop index concurrently if exists ${former}`);
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff look for among much: a link by its number, a key that waits for somebody. */
const INDEXES: readonly [name: string, definition: string][] = [
  ['product_links_sku', `product_links (lower(sku) collate "C")`],
  ['product_links_of_external', 'product_links (external_id)'],
  ['product_links_of_part', 'product_links (part_id)'],
  ['key_purchases_by_reason', 'key_purchases (reason, id) where reason is not null'],
];

export class RareOnes1766200000089 implements MigrationInterface {
  name = 'RareOnes1766200000089';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set lock_timeout = 0');
    for (const [name, definition] of INDEXES) {
      await runner.query(`drop index concurrently if exists ${name}`);
      await runner.query(`create index concurrently ${name} on ${definition}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of INDEXES) await runner.query(`drop index concurrently if exists ${name}`);
  }
}

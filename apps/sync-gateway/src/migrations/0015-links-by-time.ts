import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff read links newest first. */
export class LinksByTime1764200000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index product_links_newest on product_links (linked_at desc, id desc)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index product_links_newest');
  }
}

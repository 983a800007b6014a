import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when nothing shows a picture; null: something does, or nobody has looked yet. */
export class UnusedPictures1700000000260 implements MigrationInterface {
  name = 'UnusedPictures1700000000260';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table image_blobs add column unused_since timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table image_blobs drop column unused_since');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which widths a picture should have depends on the width of its original. */
export class OperationsReadBlobs1700000000221 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant select (sha256, width) on image_blobs to tandem_operations');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke select (sha256, width) on image_blobs from tandem_operations');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sync gateway looks up which part has a SKU, to link it with what outside systems sell. */
export class RefsForSync1700000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'grant usage on schema catalog to tandem_sync; grant select on part_refs to tandem_sync',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke select on part_refs from tandem_sync');
  }
}

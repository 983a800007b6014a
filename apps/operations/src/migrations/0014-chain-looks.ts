import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the check of the audit chain has come: from the last seal that it has seen on, and through all of them once a day. */
export class ChainLooks1767500000014 implements MigrationInterface {
  name = 'ChainLooks1767500000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operations.audit_chain_looks (
        one boolean primary key default true check (one),
        seen_to bigint not null default 0 check (seen_to >= 0),
        walked_to bigint not null default 0 check (walked_to >= 0),
        walked_at timestamptz(3) not null default clock_timestamp()
      );
      insert into operations.audit_chain_looks default values`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operations.audit_chain_looks');
  }
}

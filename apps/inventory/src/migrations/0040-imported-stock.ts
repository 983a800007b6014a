import type { MigrationInterface, QueryRunner } from 'typeorm';

/* What became of each row of an import, so that one that is sent again is answered and not written again (decision 0110). */
const TABLE = `
  create table imported_stock (
    import_id uuid not null,
    row integer not null check (row >= 1),
    part_id integer not null,
    outcome text not null check (outcome in ('changed', 'unchanged', 'refused')),
    message text,
    created_at timestamptz(3) not null default clock_timestamp(),
    primary key (import_id, row)
  );
  create index imported_stock_by_age on imported_stock (created_at);
`;

export class ImportedStock1700000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table imported_stock');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Stock that an import has read and that inventory has not been told of yet (decision 0110). A row is written with its
 * part, and goes when inventory has answered. It is at most one batch: the next one waits until it is empty.
 */
const TABLE = `
  create table import_stock (
    import_id uuid not null references imports (id) on delete cascade,
    row integer not null check (row >= 1),
    part_id integer not null,
    current_stock integer not null check (current_stock between 0 and 1000000000),
    /* What the row has been counted as already. */
    counted_as text not null check (counted_as in ('created', 'updated', 'unchanged')),
    /* The row as it was in the file, for the list of errors. */
    cells jsonb not null,
    primary key (import_id, row)
  );
`;

export class ImportedStock1700000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table import_stock');
  }
}

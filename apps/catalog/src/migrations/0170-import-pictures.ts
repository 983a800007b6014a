import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Pictures that the rows of an import name by their address (decision 0127). A row waits from the transaction that writes
 * its part until its pictures are shown, or can't be had.
 */
const TABLES = `
  alter table imports add column images_waiting integer not null default 0 check (images_waiting >= 0);

  create table import_pictures (
    import_id uuid not null references imports (id) on delete cascade,
    row integer not null check (row >= 1),
    /* No foreign key: it would hold every part of a file against whoever edits one. No part is ever erased. */
    part_id integer not null,
    /* In the order of the row: [{url, alt, sha256}], where sha256 is null until it is fetched. */
    pictures jsonb not null check (jsonb_typeof(pictures) = 'array'),
    /* How many of them were to be fetched when the row was written. */
    waiting smallint not null check (waiting between 1 and 50),
    /* The images that the part had then. */
    replaces uuid[] not null,
    /* What the row has been counted as already. */
    counted_as text not null check (counted_as in ('created', 'updated', 'unchanged', 'failed')),
    /* The row as it was in the file, for the list of errors. */
    cells jsonb not null,
    failures smallint not null default 0 check (failures >= 0),
    due_at timestamptz(3) not null default clock_timestamp(),
    primary key (import_id, row),
    constraint import_pictures_one_a_part unique (import_id, part_id)
  );
  create index import_pictures_due on import_pictures (import_id, due_at, row);

  /* Where the images of a part were fetched from: what a part shows already is not fetched again. */
  create table part_image_sources (
    part_id integer not null references parts (id) on delete cascade,
    url text not null check (char_length(url) between 1 and 2000),
    sha256 text not null references image_blobs (sha256) on delete cascade,
    primary key (part_id, url)
  );
  create index part_image_sources_blob on part_image_sources (sha256);
`;

export class ImportPictures1700000000170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table part_image_sources, import_pictures;
      alter table imports drop column images_waiting;
    `);
  }
}

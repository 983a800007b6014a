import type { MigrationInterface, QueryRunner } from 'typeorm';

const onParts = (unless: string): string => `
  create or replace function part_search_on_parts() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      ${unless}
      perform refresh_part_search((select array_agg(id) from changed));
      return null;
    end $$;
`;

/*
 * The document of a new part is made of its specifications too, and to make it is most of what adding a part costs. Whoever
 * adds both says so, and has it made once, when both are there.
 */
const UNLESS_LATER = `
      if tg_op = 'INSERT' and current_setting('catalog.documents', true) = 'later' then
        return null;
      end if;
`;

export class DocumentsOnce1700000000171 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(onParts(UNLESS_LATER));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(onParts(''));
  }
}

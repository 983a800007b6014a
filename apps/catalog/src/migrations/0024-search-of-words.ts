import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A new price is nothing that a search reads: only a part whose words changed gets a new document. */
const OF_WORDS = `
  create function part_search_on_words() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare ids integer[];
    begin
      select array_agg(n.id) into ids from changed n join before o using (id)
       where (n.part_name, n.sku, n.description, n.publisher, n.developer, n.region, n.category_id)
         is distinct from (o.part_name, o.sku, o.description, o.publisher, o.developer, o.region, o.category_id);
      if ids is not null then
        perform refresh_part_search(ids);
      end if;
      return null;
    end $$;
  drop trigger part_search_update on parts;
  create trigger part_search_update after update on parts
    referencing old table as before new table as changed for each statement execute function part_search_on_words();
`;

const OF_ALL = `
  drop trigger part_search_update on parts;
  create trigger part_search_update after update on parts
    referencing new table as changed for each statement execute function part_search_on_parts();
  drop function part_search_on_words();
`;

export class SearchOfWords1700000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OF_WORDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(OF_ALL);
  }
}

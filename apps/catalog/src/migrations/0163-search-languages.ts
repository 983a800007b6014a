import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Languages that staff choose (decision 0126). Documents follow in batches; until all have, a search asks for the stems of the
 * languages that are `leaving` too.
 */
export class SearchLanguages1700000000213 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table search_settings
        add column version integer not null default 1 check (version >= 1),
        add column leaving text[] not null default '{}' check (cardinality(leaving) <= 16),
        add column changed_at timestamptz(3) not null default clock_timestamp(),
        add column after_part integer,
        add column total integer not null default 0 check (total >= 0),
        add column done integer not null default 0 check (done >= 0);

      create function search_languages_known() returns trigger
        language plpgsql set search_path = catalog, pg_catalog as $$
        begin
          if exists (select from unnest(new.languages) l where not exists (
               select from pg_ts_config c where c.cfgname = l and c.cfgnamespace = 'pg_catalog'::regnamespace)) then
            raise exception 'no such language' using errcode = 'check_violation', constraint = 'search_settings_known';
          end if;
          return new;
        end $$;
      -- A document of a language that is not there could not be made, and no part be saved.
      create trigger search_languages_known before insert or update of languages on search_settings
        for each row execute function search_languages_known();`);
    await runner.query(
      auditTable('search_settings', { idColumn: 'one', updatesOf: ['languages'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger audit_updates on search_settings;
      drop trigger audit_changes on search_settings;
      drop trigger search_languages_known on search_settings;
      drop function search_languages_known();
      alter table search_settings drop column version, drop column leaving, drop column changed_at,
        drop column after_part, drop column total, drop column done;`);
  }
}

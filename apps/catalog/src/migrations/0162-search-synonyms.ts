import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Words that staff say mean the same (decision 0126). What a shopper types is compared by its stems: `search_synonym_forms` holds
 * those of each word, in each language of the shop.
 */
const SYNONYMS = `
  create table search_synonyms (
    id uuid primary key,
    kind text not null check (kind in ('equal', 'one_way')),
    words text[] not null check (cardinality(words) between 1 and 10 and array_position(words, null) is null),
    targets text[] not null default '{}' check (cardinality(targets) <= 10 and array_position(targets, null) is null),
    version integer not null default 1 check (version >= 1),
    updated_at timestamptz(3) not null default clock_timestamp(),
    check (case kind when 'equal' then cardinality(words) >= 2 and targets = '{}' else targets <> '{}' end),
    constraint search_synonyms_once unique (kind, words, targets)
  );
  create index search_synonyms_newest on search_synonyms (updated_at desc, id desc);

  create table search_synonym_forms (
    form text collate "C" not null,
    synonym_id uuid not null references search_synonyms (id) on delete cascade,
    primary key (form, synonym_id)
  );
  create index search_synonym_forms_of on search_synonym_forms (synonym_id);

  create function word_forms(languages text[], words text) returns text[]
    language sql immutable parallel safe set search_path = pg_catalog
    return array(
      select distinct f.form from unnest(languages || array['simple']) l,
        lateral (select string_agg(lexeme, ' ' order by positions[1]) as form
                   from unnest(to_tsvector(l::regconfig, words))) f
       where f.form is not null);

  create function refresh_synonym_forms(ids uuid[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    delete from search_synonym_forms where synonym_id = any (ids);
    insert into search_synonym_forms (form, synonym_id)
      select distinct form, y.id from search_synonyms y, search_settings g, unnest(y.words) word, unnest(word_forms(g.languages, word)) form
       where y.id = any (ids);
  $$;
  create function search_synonyms_formed() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    begin
      perform refresh_synonym_forms(array[new.id]);
      return null;
    end $$;
  create trigger search_synonyms_formed after insert or update of words on search_synonyms
    for each row execute function search_synonyms_formed();
`;

export class SearchSynonyms1700000000212 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SYNONYMS);
    await runner.query(auditTable('search_synonyms'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table search_synonym_forms, search_synonyms;
      drop function search_synonyms_formed(), refresh_synonym_forms(uuid[]), word_forms(text[], text);`);
  }
}

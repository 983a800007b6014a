import type { MigrationInterface, QueryRunner } from 'typeorm';
import { REFRESH, WITH_PAIRS } from './0012-languages.js';
import { WITH_COMPACT_SKU } from './0035-part-numbers.js';

/*
 * What a search of shoppers is narrowed and ranked by stands beside the words, so that no other row is read before it is known
 * which parts are shown (decision 0106). Marks are lexemes that no text can hold: `#` of all that is shown, `#<tag>` of the
 * listing, `#p<band>` of the price, `#b` and `#c` of how new the part is.
 */
const COLUMNS = `
  create table search_settings (
    one boolean primary key default true check (one),
    languages text[] not null default '{english}' check (cardinality(languages) <= 8)
  );
  insert into search_settings default values;

  alter table part_search
    add column headline tsvector not null default '',
    add column marks text[] not null default '{}',
    add column part_name text not null default '',
    add column sku text not null default '',
    add column compact_sku text collate "C" not null default '',
    add column price_amount numeric not null default 0;
  -- Long descriptions stand beside the rows, which are many on a page then.
  alter table part_search set (toast_tuple_target = 512, fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

  -- Words of what is shown. A word stays when the last part that has it goes.
  create table search_words (word text collate "C" primary key check (char_length(word) between 2 and 40));

  create function price_band(amount numeric) returns integer
    language sql immutable parallel safe
    return floor(4 * log(greatest(amount, 0.01)))::integer;

  create function search_marks(part integer, tags integer[], amount numeric) returns text[]
    language sql immutable parallel safe
    return array['#', '#b' || (part >> 10), '#c' || (part >> 14), '#p' || catalog.price_band(amount)]
      || array(select '#' || t from unnest(tags) t order by t);

  create function worded(languages text[], words text, weight "char") returns tsvector
    language plpgsql immutable parallel safe set search_path = pg_catalog as $$
    declare
      made tsvector := '';
      language text;
    begin
      foreach language in array languages loop
        made := made || setweight(to_tsvector(language::regconfig, words), weight);
      end loop;
      return made || setweight(to_tsvector('simple', words), weight);
    end $$;
`;

const DOCUMENTS = `
  create or replace function refresh_part_search(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    with made as materialized (
      select p.id, l.shown, l.price_amount,
        case when l.shown then search_marks(p.id, l.tags, l.price_amount) else '{}' end as marks,
        worded(g.languages, p.part_name, 'A')
          || setweight(to_tsvector('simple', p.sku || ' ' || regexp_replace(p.sku, '[^A-Za-z0-9]+', ' ', 'g')), 'A')
          || worded(g.languages, left(s.words, 600), 'B')
          || setweight(to_tsvector('simple', left(c.words, 200)), 'C') as headline,
        worded(g.languages, substr(s.words, 601), 'B') || worded(g.languages, d.words, 'D')
          || array_to_tsvector(unspaced_pairs(p.part_name || ' ' || s.words || ' ' || c.words || ' ' || d.words))
          || array_to_tsvector(array_remove(array[compact_sku(p.sku)], '')) as below,
        to_tsvector('simple', p.part_name || ' ' || s.words || ' ' || c.words || ' ' || d.words) as words,
        lower(p.part_name || ' ' || p.sku || ' ' || c.words || ' ' || s.words || ' ' || left(d.words, 2000)) as fuzzy,
        lower(p.part_name) as part_name, lower(p.sku) as sku
      from parts p
      cross join search_settings g
      left join part_listing l on l.part_id = p.id
      cross join lateral (
        select coalesce(string_agg(x.name || ' ' || x.value || coalesce(' ' || x.unit, ''), ' ' order by x.position), '') as words
        from part_specifications x where x.part_id = p.id
      ) s
      cross join lateral (
        select concat_ws(' ', p.publisher, p.developer, p.region, (select k.name from categories k where k.id = p.category_id)) as words
      ) c
      cross join lateral (select left(regexp_replace(p.description, '<[^>]*>', ' ', 'g'), 20000) as words) d
      where p.id = any (ids)
    ), documents as (
      insert into part_search as t (part_id, document, headline, marks, fuzzy, part_name, sku, compact_sku, price_amount)
      select id, headline || below || array_to_tsvector(marks), headline || array_to_tsvector(marks), marks, fuzzy,
        part_name, sku, compact_sku(sku), coalesce(price_amount, 0)
      from made order by id
      on conflict (part_id) do update set document = excluded.document, headline = excluded.headline, marks = excluded.marks,
        fuzzy = excluded.fuzzy, part_name = excluded.part_name, sku = excluded.sku, compact_sku = excluded.compact_sku,
        price_amount = excluded.price_amount
    )
    -- In one order, so that two who bring the same words do not wait for each other.
    insert into search_words (word)
      select distinct word collate "C" from made, unnest(tsvector_to_array(words)) word
       where shown and char_length(word) between 2 and 40 order by 1
    on conflict do nothing
  $$;

  create function part_search_on_listing() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare
      marked text[] := case when new.shown then search_marks(new.part_id, new.tags, new.price_amount) else '{}' end;
    begin
      -- Its words may be new, or a check put a row back that was missing.
      if new.shown and (tg_op = 'INSERT' or not old.shown) then
        perform refresh_part_search(array[new.part_id]) where tg_op = 'UPDATE' or exists (select from part_search where part_id = new.part_id);
        return null;
      end if;
      update part_search s
         set document = ts_delete(document, s.marks) || array_to_tsvector(marked),
             headline = ts_delete(headline, s.marks) || array_to_tsvector(marked),
             marks = marked, price_amount = new.price_amount
       where part_id = new.part_id and s.marks <> marked;
      if not found then
        -- No indexed column changes, so that a new price within its band costs no index a thing.
        update part_search set price_amount = new.price_amount where part_id = new.part_id and price_amount <> new.price_amount;
      end if;
      return null;
    end $$;
  create trigger part_search_insert after insert on part_listing for each row execute function part_search_on_listing();
  create trigger part_search_update after update on part_listing for each row
    when ((old.shown, old.tags, old.price_amount) is distinct from (new.shown, new.tags, new.price_amount))
    execute function part_search_on_listing();
`;

const INDEXES = `
  create index part_search_headline on part_search using gin (headline) with (gin_pending_list_limit = 256);
  -- Whoever searches reads what is pending.
  alter index part_search_document set (gin_pending_list_limit = 256);
  create index part_search_compact_sku on part_search (compact_sku, part_id);
  create index search_words_alike on search_words using gin (word public.gin_trgm_ops) with (gin_pending_list_limit = 64)
    where word ~ '^[^0-9]+$';
`;

export class BoundedSearch1700000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(DOCUMENTS);
    await runner.query(`select refresh_part_search(array(select id from parts))`);
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger part_search_update on part_listing;
      drop trigger part_search_insert on part_listing;
      drop function part_search_on_listing();`);
    await runner.query(REFRESH(WITH_PAIRS + WITH_COMPACT_SKU));
    await runner.query(`
      drop index part_search_headline, part_search_compact_sku;
      alter index part_search_document reset (gin_pending_list_limit);
      alter table part_search drop column headline, drop column marks, drop column part_name, drop column sku,
        drop column compact_sku, drop column price_amount;
      drop function search_marks(integer, integer[], numeric), price_band(numeric), worded(text[], text, "char");
      drop table search_words, search_settings;
      select refresh_part_search(array(select id from parts));`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Staff search among drafts, archived and deleted parts too (decision 0125). Those have the same marks as what is shown, behind `@`
 * instead of `#`, so that no search of shoppers meets them, and `@s` with their state as `staff_listing` counts it. `5` is in stock, but low:
 * what is out of stock is always low.
 */
const MARKS = `
  create function search_marks(part integer, grouped integer, tags integer[], amount numeric) returns text[]
    language sql immutable parallel safe
    return (
      select array[s, s || 'b' || (part >> 10), s || 'c' || (part >> 14), s || 'p' || catalog.price_band(amount)]
          || case when s = '@' then array['@s' || grouped % 10] else '{}' end
          || array(select s || t from unnest(tags) t where t < 5 or t > 6 or (t = 5 and 1 = any (tags)) order by t)
        from (select case when grouped % 10 = 1 then '#' else '@' end as s) of_state);
`;

/** Whole texts, to compare searches with; later migrations leave them out. */
const TEXTS = {
  made: `lower(p.part_name || ' ' || p.sku || ' ' || c.words || ' ' || s.words || ' ' || left(d.words, 2000)) as fuzzy,`,
  column: 'fuzzy,',
  update: 'fuzzy = excluded.fuzzy,',
};

/** Documents as before, but their marks are those of the table of staff, which has all of what the lists of shoppers have. */
export const DOCUMENTS = (listed: string, text: typeof TEXTS | null = TEXTS): string => `
  create or replace function refresh_part_search(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    with made as materialized (
      select p.id, l.shown, l.price_amount, l.marks,
        worded(g.languages, p.part_name, 'A')
          || setweight(to_tsvector('simple', p.sku || ' ' || regexp_replace(p.sku, '[^A-Za-z0-9]+', ' ', 'g')), 'A')
          || worded(g.languages, left(s.words, 600), 'B')
          || setweight(to_tsvector('simple', left(c.words, 200)), 'C') as headline,
        worded(g.languages, substr(s.words, 601), 'B') || worded(g.languages, d.words, 'D')
          || array_to_tsvector(unspaced_pairs(p.part_name || ' ' || s.words || ' ' || c.words || ' ' || d.words))
          || array_to_tsvector(array_remove(array[compact_sku(p.sku)], '')) as below,
        to_tsvector('simple', p.part_name || ' ' || s.words || ' ' || c.words || ' ' || d.words) as words,
        ${text?.made ?? ''}
        lower(p.part_name) as part_name, lower(p.sku) as sku
      from parts p
      cross join search_settings g
      left join lateral (${listed}) l on true
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
      insert into part_search as t (part_id, document, headline, marks, ${text?.column ?? ''} part_name, sku, compact_sku, price_amount)
      select id, headline || below || array_to_tsvector(coalesce(marks, '{}')), headline || array_to_tsvector(coalesce(marks, '{}')),
        coalesce(marks, '{}'), ${text?.column ?? ''} part_name, sku, compact_sku(sku), coalesce(price_amount, 0)
      from made order by id
      on conflict (part_id) do update set document = excluded.document, headline = excluded.headline, marks = excluded.marks,
        ${text?.update ?? ''} part_name = excluded.part_name, sku = excluded.sku, compact_sku = excluded.compact_sku,
        price_amount = excluded.price_amount
    )
    -- In one order, so that two who bring the same words do not wait for each other.
    insert into search_words (word)
      select distinct word collate "C" from made, unnest(tsvector_to_array(words)) word
       where shown and char_length(word) between 2 and 40 order by 1
    on conflict do nothing
  $$;
`;

export const OF_STAFF = `
  select x.grouped % 10 = 1 as shown, x.price_amount, search_marks(p.id, x.grouped, x.tags, x.price_amount) as marks
  from staff_listing x where x.part_id = p.id`;
const OF_SHOPPERS = `
  select x.shown, x.price_amount, case when x.shown then search_marks(p.id, x.tags, x.price_amount) else '{}' end as marks
  from part_listing x where x.part_id = p.id`;

const kept = (table: string, isShown: (row: string) => string, marks: string): string => `
  create or replace function part_search_on_listing() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare
      marked text[] := ${marks};
    begin
      -- Its words may be new, or a check put a row back that was missing.
      if ${isShown('new')} and (tg_op = 'INSERT' or not (${isShown('old')})) then
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
  create trigger part_search_insert after insert on ${table} for each row execute function part_search_on_listing();
`;

export class StaffSearch1700000000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARKS);
    await runner.query(DOCUMENTS(OF_STAFF));
    await runner.query(`
      drop trigger part_search_update on part_listing;
      drop trigger part_search_insert on part_listing;
      ${kept('staff_listing', (row) => `${row}.grouped % 10 = 1`, 'search_marks(new.part_id, new.grouped, new.tags, new.price_amount)')}
      create trigger part_search_update after update on staff_listing for each row
        when ((old.grouped, old.tags, old.price_amount) is distinct from (new.grouped, new.tags, new.price_amount))
        execute function part_search_on_listing();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger part_search_update on staff_listing;
      drop trigger part_search_insert on staff_listing;
      ${kept('part_listing', (row) => `${row}.shown`, `case when new.shown then search_marks(new.part_id, new.tags, new.price_amount) else '{}' end`)}
      create trigger part_search_update after update on part_listing for each row
        when ((old.shown, old.tags, old.price_amount) is distinct from (new.shown, new.tags, new.price_amount))
        execute function part_search_on_listing();`);
    await runner.query(DOCUMENTS(OF_SHOPPERS));
    await runner.query('drop function search_marks(integer, integer, integer[], numeric)');
  }
}

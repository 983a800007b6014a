import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names in the order that people of all languages expect: Ä beside A and é beside e, not behind Z. */
const NAMES = `
  drop index parts_name;
  create index parts_name on parts (part_name collate "und-x-icu", id) where status = 'active' and deleted_at is null;
  -- Whose name says what is looked for comes first, however many others only mention it.
  create index parts_name_words on parts
    using gin ((to_tsvector('english', part_name) || to_tsvector('simple', part_name)));
`;

/**
 * Chinese, Japanese, Thai and their like are written without spaces, so that a whole sentence would be one word. They
 * are found by pairs of characters; the last one of a run stands alone, so that one character finds its part too.
 */
const PAIRS = `
  create function unspaced_pairs(words text) returns text[]
    language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct substr(m[1], i, 2)), '{}')
      from regexp_matches(left(words, 4000),
             '[\\u0e00-\\u0eff\\u1780-\\u17ff\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff]+', 'g') m,
           generate_series(1, char_length(m[1])) i
  $$;
`;

export const REFRESH = (pairs: string): string => `
  create or replace function refresh_part_search(ids integer[]) returns void
    language sql set search_path = catalog, pg_catalog as $$
    insert into part_search (part_id, document, fuzzy)
    select p.id,
      setweight(to_tsvector('english', p.part_name), 'A')
        || setweight(to_tsvector('simple', p.part_name || ' ' || p.sku || ' ' || regexp_replace(p.sku, '[^A-Za-z0-9]+', ' ', 'g')), 'A')
        || setweight(to_tsvector('english', s.words), 'B')
        || setweight(to_tsvector('simple', s.words), 'B')
        || setweight(to_tsvector('simple', c.words), 'C')
        || setweight(to_tsvector('english', d.words), 'D')
        || setweight(to_tsvector('simple', d.words), 'D')${pairs},
      lower(p.part_name || ' ' || p.sku || ' ' || c.words || ' ' || s.words || ' ' || left(d.words, 2000))
    from parts p
    cross join lateral (
      select coalesce(string_agg(x.name || ' ' || x.value || coalesce(' ' || x.unit, ''), ' ' order by x.position), '') as words
      from part_specifications x where x.part_id = p.id
    ) s
    cross join lateral (
      select concat_ws(' ', p.publisher, p.developer, p.region, (select k.name from categories k where k.id = p.category_id)) as words
    ) c
    cross join lateral (select left(regexp_replace(p.description, '<[^>]*>', ' ', 'g'), 20000) as words) d
    where p.id = any (ids)
    on conflict (part_id) do update set document = excluded.document, fuzzy = excluded.fuzzy;
  $$;
`;

export const WITH_PAIRS = `
        || array_to_tsvector(unspaced_pairs(p.part_name || ' ' || s.words || ' ' || c.words || ' ' || d.words))`;

export class Languages1700000000012 implements MigrationInterface {
  name = 'Languages1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NAMES);
    await runner.query(PAIRS);
    await runner.query(REFRESH(WITH_PAIRS));
    await runner.query(`select refresh_part_search(array_agg(id)) from parts`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFRESH(''));
    await runner.query(`
      drop function unspaced_pairs(text);
      drop index parts_name_words;
      drop index parts_name;
      create index parts_name on parts (lower(part_name), id) where status = 'active' and deleted_at is null;
    `);
  }
}

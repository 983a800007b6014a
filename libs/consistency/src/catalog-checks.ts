import { OVER, type Check } from './check.js';

/** A field of a part `p` beside what its active content version `v` keeps of it. */
const COMPARED = `
  ('version', p.version::text, v.version_number::text),
  ('sku', p.sku, v.content_snapshot ->> 'sku'),
  ('part_name', p.part_name, v.content_snapshot ->> 'part_name'),
  ('description', p.description, v.content_snapshot ->> 'description'),
  ('status', p.status, v.content_snapshot ->> 'status'),
  ('category_id', p.category_id::text, v.content_snapshot ->> 'category_id'),
  ('price', catalog.money_amount(p.price_minor, p.currency) || ' ' || p.currency,
            (v.content_snapshot #>> '{price,amount}') || ' ' || (v.content_snapshot #>> '{price,currency}')),
  ('region', p.region, v.content_snapshot ->> 'region'),
  ('publisher', p.publisher, v.content_snapshot ->> 'publisher'),
  ('developer', p.developer, v.content_snapshot ->> 'developer'),
  ('release_date', p.release_date::text, v.content_snapshot ->> 'release_date'),
  ('specifications',
    (select string_agg(concat_ws(' ', s."group", s.name, s.value, s.unit), '; ' order by s.position)
       from catalog.part_specifications s where s.part_id = p.id),
    (select string_agg(concat_ws(' ', s.one ->> 'group', s.one ->> 'name', s.one ->> 'value', s.one ->> 'unit'), '; ' order by s.n)
       from jsonb_array_elements(v.content_snapshot -> 'specifications') with ordinality s (one, n))),
  ('images',
    (select string_agg(i.id::text, ' ' order by i.position) from catalog.part_images i where i.part_id = p.id),
    (select string_agg(i.one ->> 'id', ' ' order by i.n)
       from jsonb_array_elements(v.content_snapshot -> 'images') with ordinality i (one, n)))`;

/** What must be true of parts, and of what G2A told of them. */
export const CATALOG_CHECKS = [
  {
    name: 'content and version',
    says: 'A field of a part is other than its newest content version has it: it was changed past the shop.',
    about: 'part',
    reads: ['catalog'],
    over: OVER.parts,
    sql: (slice) => `
      select p.id || '/' || f.field as id, f.has, f.kept as due
        from catalog.parts p
        left join catalog.part_content_versions v on v.part_id = p.id and v.is_active
       cross join lateral (values ${COMPARED}) f (field, has, kept)
       where ${slice('p.id')} and f.has is distinct from f.kept`,
  },
  {
    name: 'gaps of versions',
    says: 'A content version of a part is missing that was not removed as too old.',
    about: 'part',
    reads: ['catalog'],
    over: OVER.parts,
    sql: (slice) => `
      select p.id, v.kept as has, p.version - r.up_to as due
        from catalog.parts p
       cross join lateral (select coalesce((select versions_up_to from catalog.part_removals where part_id = p.id), 0) as up_to) r
       cross join lateral (select count(*) filter (where version_number between r.up_to + 1 and p.version) as kept
                             from catalog.part_content_versions where part_id = p.id) v
       where ${slice('p.id')} and v.kept <> p.version - r.up_to`,
  },
  {
    // The original, and what is made of it for pages: `RENDITION_WIDTHS` of the catalogue.
    name: 'images and renditions',
    says: 'A part shows an image of which a picture is not kept.',
    about: 'image',
    reads: ['catalog'],
    over: OVER.images,
    sql: (slice) => `
      select i.id || '/' || i.part_id || '/' || w.width as id, 'no picture' as has, i.sha256 as due
        from catalog.part_images i left join catalog.image_blobs b on b.sha256 = i.sha256
       cross join lateral (select coalesce(b.width, 0) as width
                           union select n from unnest('{160,480,960}'::integer[]) n where n < b.width) w
       where ${slice('i.id')}
         and not exists (select from catalog.image_renditions r where (r.sha256, r.width) = (i.sha256, w.width))`,
  },
  {
    // Where the bytes are in PostgreSQL, the row is them.
    name: 'images and objects',
    says: 'A part shows an image whose bytes the bucket does not have.',
    about: 'image',
    reads: ['catalog'],
    over: OVER.images,
    sql: (slice) => `
      select i.id || '/' || i.part_id || '/' || r.width as id, 'no object' as has, r.content_sha256 as due
        from catalog.part_images i join catalog.image_renditions r on r.sha256 = i.sha256
       where ${slice('i.id')} and r.place = 's3' and r.missing_since is not null`,
  },
  {
    name: 'part and product',
    says: 'A product of G2A is linked to something that is no game.',
    about: 'product of G2A',
    reads: ['catalog'],
    over: OVER.products,
    sql: (slice) => `
      select g.g2a_id as id, p.kind as has, 'game' as due
        from catalog.g2a_products g left join catalog.parts p on p.id = g.part_id
       where ${slice('g.g2a_id')} and g.part_id is not null and p.kind is distinct from 'game'`,
  },
  {
    // A deleted part follows when it is restored.
    name: 'part and offer',
    says: 'A field of a game that is not staff’s is other than G2A told it last.',
    about: 'product of G2A',
    reads: ['catalog'],
    over: OVER.products,
    sql: (slice) => `
      select g.g2a_id || '/' || f.field as id, f.has, f.told as due
        from catalog.g2a_products g
        join catalog.parts p on p.id = g.part_id and p.kind = 'game' and p.deleted_at is null
       cross join lateral (values
         ('part_name', p.part_name, g.offer ->> 'part_name'),
         ('description', p.description, g.offer ->> 'description'),
         ('region', p.region, g.offer ->> 'region'),
         ('publisher', p.publisher, g.offer ->> 'publisher'),
         ('developer', p.developer, g.offer ->> 'developer'),
         ('release_date', p.release_date::text, g.offer ->> 'release_date'),
         ('price', catalog.money_amount(p.price_minor, p.currency) || ' ' || p.currency,
                   (g.offer #>> '{price,amount}') || ' ' || (g.offer #>> '{price,currency}'))) f (field, has, told)
       where ${slice('g.g2a_id')} and g.offer is not null and f.has is distinct from f.told
         and not exists (select from catalog.part_field_owners o
                          where (o.part_id, o.field, o.owner) = (g.part_id, f.field, 'staff'))`,
  },
  {
    name: 'search index',
    says: 'The search does not know a part, or knows it under another name or SKU.',
    about: 'part',
    reads: ['catalog'],
    over: OVER.parts,
    sql: (slice) => `
      select p.id, left(s.fuzzy, 200) as has, lower(p.part_name || ' ' || p.sku || ' ') as due
        from catalog.parts p left join catalog.part_search s on s.part_id = p.id
       where ${slice('p.id')}
         and not coalesce(starts_with(s.fuzzy, lower(p.part_name || ' ' || p.sku || ' ')), false)`,
  },
  {
    name: 'lists and parts',
    says: 'Lists find a part under another price, name or category than it has, or in stock when it is not.',
    about: 'part',
    reads: ['catalog', 'inventory'],
    over: OVER.parts,
    sql: (slice) => `
      select p.id, to_jsonb(f.has) as has, to_jsonb(f.due) as due
        from catalog.parts p
        left join catalog.part_listing l on l.part_id = p.id
        left join inventory.stock_public s on s.part_id = p.id
       cross join lateral (values (
         row(l.shown, l.price_amount, l.part_name, l.in_stock, (select k.id from catalog.categories k where k.tag = l.category))::text,
         row(p.status = 'active' and p.deleted_at is null, trim_scale(p.price_amount), p.part_name, coalesce(s.is_in_stock, false), p.category_id)::text)) f (has, due)
       where ${slice('p.id')} and f.has <> f.due`,
  },
  {
    name: 'table of staff and parts',
    says: 'The table of staff finds a part under another price, name, SKU or stock than it has, or sorts it by them.',
    about: 'part',
    reads: ['catalog', 'inventory'],
    over: OVER.parts,
    sql: (slice) => `
      select p.id, to_jsonb(f.has) as has, to_jsonb(f.due) as due
        from catalog.parts p
        left join catalog.staff_listing l on l.part_id = p.id
        left join catalog.staff_shelf h on h.part_id = p.id
        left join inventory.stock_levels s on s.part_id = p.id
       cross join lateral (select coalesce(s.current_stock - s.reserved_quantity, 0) as available) a
       cross join lateral (values (
         row(l.price_amount, l.part_name, l.sku, l.updated_at, l.in_stock, l.low_stock, h.available, h.low_stock)::text,
         row(trim_scale(p.price_amount), p.part_name, lower(p.sku), p.updated_at, a.available > 0,
             a.available <= coalesce(s.min_stock_level, 0), a.available, a.available <= coalesce(s.min_stock_level, 0))::text)) f (has, due)
       where ${slice('p.id')} and f.has <> f.due`,
  },
] as const satisfies readonly Check[];

import type { Check } from './checks.js';

/** What must be true of parts, and of what G2A told of them. */
export const CATALOG_CHECKS = [
  {
    name: 'part and product',
    says: 'A product of G2A is linked to something that is no game.',
    reads: ['catalog'],
    sql: `
      select g.g2a_id, g.part_id, p.kind
        from catalog.g2a_products g left join catalog.parts p on p.id = g.part_id
       where g.part_id is not null and p.kind is distinct from 'game'`,
  },
  {
    // A deleted part follows when it is restored.
    name: 'part and offer',
    says: 'A field of a game that is not staff’s is other than G2A told it last.',
    reads: ['catalog'],
    sql: `
      select g.g2a_id, g.part_id, f.field, f.has, f.told
        from catalog.g2a_products g
        join catalog.parts p on p.id = g.part_id and p.kind = 'game' and p.deleted_at is null
       cross join lateral (values
         ('part_name', p.part_name, g.offer ->> 'part_name'),
         ('description', p.description, g.offer ->> 'description'),
         ('region', p.region, g.offer ->> 'region'),
         ('publisher', p.publisher, g.offer ->> 'publisher'),
         ('developer', p.developer, g.offer ->> 'developer'),
         ('release_date', p.release_date::text, g.offer ->> 'release_date'),
         ('price', round(p.price_amount, catalog.currency_exponent(p.currency)) || ' ' || p.currency,
                   (g.offer #>> '{price,amount}') || ' ' || (g.offer #>> '{price,currency}'))) f (field, has, told)
       where g.offer is not null and f.has is distinct from f.told
         and not exists (select from catalog.part_field_owners o
                          where (o.part_id, o.field, o.owner) = (g.part_id, f.field, 'staff'))`,
  },
  {
    name: 'search index',
    says: 'The search does not know a part, or knows it under another name or SKU.',
    reads: ['catalog'],
    sql: `
      select p.id as part_id, p.part_name, p.sku
        from catalog.parts p left join catalog.part_search s on s.part_id = p.id
       where not coalesce(starts_with(s.fuzzy, lower(p.part_name || ' ' || p.sku || ' ')), false)`,
  },
] as const satisfies readonly Check[];

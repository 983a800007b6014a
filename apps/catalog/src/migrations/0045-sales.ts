import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row of `part_offers`; the words of what is not for sale are those that shoppers saw last (0011). */
const offers = (price: string): string => `
  create or replace view part_offers as
    select p.id, p.kind,
           case when o.for_sale then p.sku else l.content_snapshot ->> 'sku' end as sku,
           case when o.for_sale then p.slug else l.content_snapshot ->> 'slug' end as slug,
           case when o.for_sale then p.part_name else l.content_snapshot ->> 'part_name' end as part_name,
           case when o.for_sale then ${price} end as price_minor,
           p.currency, p.version, o.for_sale,
           case when o.for_sale
             then (select i.sha256 from part_images i where i.part_id = p.id order by i.position limit 1)
             else substring(l.content_snapshot #>> '{images,0,url}' from '[0-9a-f]{64}') end as image_sha256
      from parts p
      cross join lateral (select p.status = 'active' and p.deleted_at is null as for_sale) o
      left join lateral (
        select v.content_snapshot from part_content_versions v
         where v.part_id = p.id and not o.for_sale and v.content_snapshot ->> 'status' = 'active'
         order by v.version_number desc limit 1
      ) l on true`;

const REGULAR = `price_minor / power(10::numeric, currency_exponent(currency))`;
const PRICE_NOW = `case when p.sale_from <= statement_timestamp() and statement_timestamp() < p.sale_until
                        then p.sale_price_minor else p.price_minor end`;

/**
 * A sale: a price with a beginning and an end. Who pays is charged by the clock of the statement; `sale_state` is what has
 * been announced, and `price_amount`, which lists are sorted by and narrowed to, follows it. Writes every row of `parts` anew.
 */
export class Sales1700000000065 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table parts
        add column sale_price_minor bigint,
        add column sale_from timestamptz(3),
        add column sale_until timestamptz(3),
        add column sale_state text,
        add constraint parts_sale_whole check (
          num_nonnulls(sale_price_minor, sale_from, sale_until, sale_state) in (0, 4)),
        add constraint parts_sale_below_price check (sale_price_minor >= 0 and sale_price_minor < price_minor),
        add constraint parts_sale_window check (sale_from < sale_until),
        add constraint parts_sale_state check (sale_state in ('planned', 'on', 'over'));
      alter table parts alter column price_amount set expression as (
        case when sale_state = 'on' then sale_price_minor else price_minor end
          / power(10::numeric, currency_exponent(currency)));
      create function sale_state_of(sale_from timestamptz, sale_until timestamptz) returns text
        language sql volatile return case
          when sale_from is null then null
          when clock_timestamp() < sale_from then 'planned'
          when clock_timestamp() < sale_until then 'on'
          else 'over' end;
      create function money_amount(minor bigint, currency text) returns text
        language sql immutable parallel safe return
          round(minor / power(10::numeric, currency_exponent(currency)), currency_exponent(currency))::text;`);
    await runner.query(offers(PRICE_NOW));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(offers('p.price_minor'));
    await runner.query(`
      drop function money_amount(bigint, text);
      drop function sale_state_of(timestamptz, timestamptz);
      alter table parts alter column price_amount set expression as (${REGULAR});
      alter table parts drop column sale_price_minor, drop column sale_from, drop column sale_until, drop column sale_state;`);
  }
}

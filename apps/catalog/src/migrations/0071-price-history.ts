import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * What a part cost from when on. `price_minor` is what shoppers paid, `regular_price_minor` stands beside it while a sale was on,
 * and `offered` tells whether they could see it at all: a price nobody was shown is no reference for a sale.
 */
const TABLE = `
  create table part_prices (
    part_id integer not null references parts (id),
    since timestamptz(3) not null,
    price_minor bigint not null check (price_minor >= 0),
    regular_price_minor bigint check (regular_price_minor > price_minor),
    currency character(3) not null,
    offered boolean not null,
    /* The content version that brought it. */
    version integer not null check (version > 0),
    primary key (part_id, since)
  );
  -- The consistency check holds cached prices against it (decision 0094).
  grant select on part_prices to tandem_realtime;
`;

/* Prices of before are in the content versions. There was no sale then. */
const FILL = `
  insert into part_prices (part_id, since, price_minor, currency, offered, version)
  select part_id, created_at, minor, currency, offered, version_number from (
    select v.*, (minor, currency, offered) is distinct from
             (lag(minor) over w, lag(currency) over w, lag(offered) over w) as differs from (
      select distinct on (part_id, created_at) part_id, created_at::timestamptz(3) as created_at, version_number,
             content_snapshot #>> '{price,currency}' as currency,
             round((content_snapshot #>> '{price,amount}')::numeric
               * power(10::numeric, currency_exponent(content_snapshot #>> '{price,currency}')))::bigint as minor,
             content_snapshot ->> 'status' = 'active' and event_type <> 'part.deleted' as offered
        from part_content_versions order by part_id, created_at, version_number desc) v
    window w as (partition by part_id order by created_at)) h where differs
  on conflict do nothing`;

/*
 * By the clock and not by the job that announces a sale: whoever writes a part whose sale began or ended meanwhile
 * notes that first, at its own second.
 */
const NOTED = `
  create function note_price(p parts, at timestamptz, on_sale boolean, offered boolean) returns void
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare
      last part_prices;
      now part_prices := row(p.id, at, case when on_sale then p.sale_price_minor else p.price_minor end,
        case when on_sale then p.price_minor end, p.currency, offered, p.version);
    begin
      select * into last from part_prices where part_id = p.id order by since desc limit 1;
      if last.since > now.since or (last.price_minor, last.regular_price_minor, last.currency, last.offered)
        is not distinct from (now.price_minor, now.regular_price_minor, now.currency, now.offered) then
        return;
      end if;
      insert into part_prices select now.* on conflict (part_id, since) do update set price_minor = excluded.price_minor,
        regular_price_minor = excluded.regular_price_minor, currency = excluded.currency, offered = excluded.offered, version = excluded.version;
    end $$;
  create function part_prices_noted() returns trigger
    language plpgsql set search_path = catalog, pg_catalog as $$
    declare
      at timestamptz(3) := clock_timestamp();
      was_offered boolean := false;
    begin
      if tg_op = 'UPDATE' and old.sale_from is not null then
        was_offered := old.status = 'active' and old.deleted_at is null;
        if old.sale_from <= at then
          perform note_price(old, old.sale_from, true, was_offered);
        end if;
        if old.sale_until <= at then
          perform note_price(old, old.sale_until, false, was_offered);
        end if;
      end if;
      perform note_price(new, at, coalesce(new.sale_from <= at and at < new.sale_until, false),
        new.status = 'active' and new.deleted_at is null);
      return null;
    end $$;
  create trigger part_prices_noted_insert after insert on parts for each row execute function part_prices_noted();
  create trigger part_prices_noted_update after update of price_minor, currency, sale_price_minor, sale_from, sale_until,
    sale_state, status, deleted_at on parts for each row
    when ((old.price_minor, old.currency, old.sale_price_minor, old.sale_from, old.sale_until, old.sale_state, old.status, old.deleted_at)
      is distinct from (new.price_minor, new.currency, new.sale_price_minor, new.sale_from, new.sale_until, new.sale_state, new.status, new.deleted_at))
    execute function part_prices_noted();
`;

/* Reads the prices of 30 days and the one before them, by the primary key. */
const LOWEST = `
  create function lowest_price_before(part integer, sale_from timestamptz, in_currency text) returns bigint
    language sql stable set search_path = catalog, pg_catalog as $$
    select min(h.price_minor) from part_prices h
     where h.part_id = part and h.offered and h.currency = in_currency and h.since < sale_from
       and h.since >= coalesce((select max(b.since) from part_prices b
             where b.part_id = part and b.since <= sale_from - interval '30 days'), '-infinity')
  $$;
`;

/** Every price a part had, noted by the database itself, and the lowest of the 30 days before a sale. */
export class PriceHistory1700000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [TABLE, FILL, NOTED, LOWEST]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function lowest_price_before(integer, timestamptz, text);
      drop trigger part_prices_noted_update on parts;
      drop trigger part_prices_noted_insert on parts;
      drop function part_prices_noted();
      drop function note_price(parts, timestamptz, boolean, boolean);
      drop table part_prices;`);
  }
}

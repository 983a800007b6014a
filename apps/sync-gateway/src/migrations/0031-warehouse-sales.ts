import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Sales that the warehouse is to count. Their numbers have no gaps; they may come in any order, and are reported in theirs.
 * What is reported stays reported: an answer that was lost is made good by the same call again.
 */
const TABLES = `
create table warehouse_sales (
  number bigint primary key check (number > 0),
  reference text not null unique check (char_length(reference) between 1 and 200),
  sku text not null check (char_length(sku) between 1 and 100),
  part_id integer not null,
  quantity integer not null check (quantity <> 0),
  sold_at timestamptz(3) not null,
  state text not null default 'waiting' check (state in ('waiting', 'reported', 'refused')),
  reported_at timestamptz(3),
  constraint warehouse_sales_when check ((state = 'reported') = (reported_at is not null))
);
create index warehouse_sales_open on warehouse_sales (number) where state <> 'reported';
create index warehouse_sales_refused on warehouse_sales (sku) where state = 'refused';
revoke delete, truncate on warehouse_sales from tandem_sync;

create table warehouse_reports (
  only_row boolean primary key default true check (only_row),
  /* All sales through this number were reported, or refused. */
  reported_through bigint not null default 0,
  /* As the warehouse said last. */
  counted_through bigint not null default 0
);
insert into warehouse_reports default values;
revoke insert, delete on warehouse_reports from tandem_sync;

create function warehouse_sale_stays() returns trigger language plpgsql as $$
begin
  if (new.number, new.reference, new.sku, new.quantity) is distinct from (old.number, old.reference, old.sku, old.quantity)
    or old.state = 'reported' then
    raise exception 'sale % is as it was sold', old.number using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger warehouse_sales_stay before update on warehouse_sales
  for each row execute function warehouse_sale_stays();
`;

export class WarehouseSales1764200000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table warehouse_reports, warehouse_sales; drop function warehouse_sale_stays()',
    );
  }
}

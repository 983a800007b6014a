import type { MigrationInterface, QueryRunner } from 'typeorm';

/* One row a part: what the movements that are gone came to, so that the sums of the ledger stay whole. */
const CARRIED = `
create table movement_removals (
  part_id integer primary key references stock_levels (part_id),
  moved bigint not null,
  /* Of that, the pieces that left the shelf for orders and did not come back. */
  sold bigint not null,
  /* When the newest of them happened: they go in the order of time. */
  up_to timestamptz(3) not null
);
create index movement_removals_by_time on movement_removals (up_to);
revoke insert, update, delete, truncate on movement_removals from tandem_inventory;
-- The consistency check adds it to the movements that are there.
grant select on movement_removals to tandem_operations;
`;

/*
 * The service's role still has no right to the ledger: it may ask for this alone, which takes no movement of the last 90 days. What
 * a batch takes and what it carries is one statement. A second instance goes away empty-handed, so that the oldest go first.
 * Nothing here touches stock levels but the check that the part exists, which waits for no writer of stock and keeps none waiting.
 */
const REMOVAL = `
create function remove_old_movements(seconds float8, at_once integer) returns integer
  language plpgsql security definer
  set search_path = inventory, pg_temp set inventory.carries_forward = 'on' as $$
declare
  due timestamptz := clock_timestamp() - make_interval(secs => greatest(seconds, 90 * 86400));
  removed integer;
begin
  if not pg_try_advisory_xact_lock('movement_removals'::regclass::oid::bigint) then return 0; end if;
  with chosen as materialized (
    select id from stock_movements where created_at < due order by created_at, id limit at_once
  ), gone as (
    delete from stock_movements m using chosen c where m.id = c.id
    returning m.part_id, m.delta, m.kind, m.created_at
  ), carried as (
    insert into movement_removals as r (part_id, moved, sold, up_to)
      select part_id, sum(delta),
             coalesce(-sum(delta) filter (where kind in ('reservation_committed', 'order_returned')), 0), max(created_at)
        from gone group by part_id order by part_id
      on conflict (part_id) do update
        set moved = r.moved + excluded.moved, sold = r.sold + excluded.sold, up_to = greatest(r.up_to, excluded.up_to)
  )
  select count(*) into removed from gone;
  return removed;
end $$;
revoke all on function remove_old_movements(float8, integer) from public;
grant execute on function remove_old_movements(float8, integer) to tandem_inventory;

drop trigger stock_movements_append_only on stock_movements;
create trigger stock_movements_append_only before update or truncate on stock_movements
  for each statement execute function refuse_change();
create trigger stock_movements_carried before delete on stock_movements
  for each statement when (current_setting('inventory.carries_forward', true) is distinct from 'on')
  execute function refuse_change();
`;

/** Old movements are removed, and what they came to is kept (decision 0172). */
export class OldMovementsGo1767700000055 implements MigrationInterface {
  name = 'OldMovementsGo1767700000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CARRIED);
    await runner.query(REMOVAL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger stock_movements_carried on stock_movements;
      drop trigger stock_movements_append_only on stock_movements;
      create trigger stock_movements_append_only before update or delete or truncate on stock_movements
        for each statement execute function refuse_change();
      drop function remove_old_movements(float8, integer);
      drop table movement_removals;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Staff's table is sorted by what is left of each part, and shows a change as soon as it is confirmed: the catalogue learns of
 * each one in its transaction (decision 0104).
 */
const TOLD = `
create or replace function tell_lists() returns trigger language plpgsql set search_path = inventory, pg_temp as $$
begin
  perform catalog.list_stock(new.part_id, new.current_stock - new.reserved_quantity,
    new.current_stock - new.reserved_quantity <= new.min_stock_level);
  return null;
end $$;
drop trigger stock_levels_listed_new on stock_levels;
drop trigger stock_levels_listed on stock_levels;
create trigger stock_levels_listed_new after insert on stock_levels for each row execute function tell_lists();
create trigger stock_levels_listed after update on stock_levels for each row
  when ((new.current_stock - new.reserved_quantity, new.min_stock_level)
    is distinct from (old.current_stock - old.reserved_quantity, old.min_stock_level))
  execute function tell_lists();
select catalog.list_stock(part_id, current_stock - reserved_quantity, current_stock - reserved_quantity <= min_stock_level)
  from stock_levels where current_stock > reserved_quantity order by part_id;
`;

export class StockToldToLists1700000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('set local statement_timeout = 0');
    await runner.query(TOLD);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function tell_lists() returns trigger language plpgsql set search_path = inventory, pg_temp as $$
      begin
        perform catalog.list_availability(new.part_id, new.current_stock > new.reserved_quantity);
        return null;
      end $$;
      drop trigger stock_levels_listed on stock_levels;
      drop trigger stock_levels_listed_new on stock_levels;
      create trigger stock_levels_listed_new after insert on stock_levels for each row
        when (new.current_stock > new.reserved_quantity) execute function tell_lists();
      create trigger stock_levels_listed after update on stock_levels for each row
        when ((new.current_stock > new.reserved_quantity) <> (old.current_stock > old.reserved_quantity))
        execute function tell_lists();`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Lists of the catalogue are narrowed by what is in stock, and show a change as soon as it is confirmed: the catalogue learns
 * of it in the transaction of the change (decision 0096). Only the last piece and the first one are news.
 */
const TOLD = `
create function tell_lists() returns trigger language plpgsql set search_path = inventory, pg_temp as $$
begin
  perform catalog.list_availability(new.part_id, new.current_stock > new.reserved_quantity);
  return null;
end $$;
create trigger stock_levels_listed_new after insert on stock_levels for each row
  when (new.current_stock > new.reserved_quantity) execute function tell_lists();
create trigger stock_levels_listed after update on stock_levels for each row
  when ((new.current_stock > new.reserved_quantity) <> (old.current_stock > old.reserved_quantity))
  execute function tell_lists();
`;

export class ToldToLists1700000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TOLD);
    await runner.query(
      `select catalog.list_availability(part_id, true) from stock_levels where current_stock > reserved_quantity`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger stock_levels_listed on stock_levels;
      drop trigger stock_levels_listed_new on stock_levels;
      drop function tell_lists();`);
  }
}

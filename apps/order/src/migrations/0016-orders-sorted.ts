import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What staff sort by has an index behind it: orders by their sum, of one status too, and customers by their last order,
 * forward and back. A customer's row is written with their order only, which holds the lock of their cart: no two
 * transactions wait for each other here.
 */
export class OrdersSorted1764100000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index orders_by_total on orders (total_minor, number);
      create index orders_by_status_and_total on orders (status, total_minor, number);

      create table last_orders (
        user_id uuid primary key,
        number bigint not null unique
      );
      create function keep_last_order() returns trigger language plpgsql set search_path = orders, pg_temp as $$
      begin
        insert into last_orders (user_id, number) values (new.user_id, new.number)
        on conflict (user_id) do update set number = excluded.number where last_orders.number < excluded.number;
        return null;
      end $$;
      create trigger orders_keep_last after insert on orders for each row execute function keep_last_order();
      insert into last_orders (user_id, number) select user_id, max(number) from orders group by user_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger orders_keep_last on orders;
      drop function keep_last_order;
      drop table last_orders;
      drop index orders_by_total, orders_by_status_and_total;
    `);
  }
}

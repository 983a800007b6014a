import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants to be told when a part is back: accounts by their id, guests by an address that they have to confirm. */
export class StockWishes1764100000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stock_wishes (
        id uuid primary key,
        part_id integer not null references catalog.parts (id),
        user_id uuid,
        email text check (char_length(email) between 3 and 254),
        asked_at timestamptz(3) not null default clock_timestamp(),
        confirmed_at timestamptz(3),
        told_at timestamptz(3),
        stopped_at timestamptz(3),
        constraint stock_wishes_of_one_person check ((user_id is null) <> (email is null)),
        constraint stock_wishes_told_when_confirmed check (told_at is null or confirmed_at is not null)
      );
      -- One live wish a person and part.
      create unique index stock_wishes_of_account on stock_wishes (part_id, user_id)
       where user_id is not null and told_at is null and stopped_at is null;
      create unique index stock_wishes_of_guest on stock_wishes (part_id, email)
       where email is not null and told_at is null and stopped_at is null;
      create index stock_wishes_waiting on stock_wishes (part_id, asked_at, id)
       where confirmed_at is not null and told_at is null and stopped_at is null;
      create index stock_wishes_told on stock_wishes (part_id, told_at) where told_at is not null;
      create index stock_wishes_by_user on stock_wishes (user_id, asked_at) where user_id is not null;
      create index stock_wishes_by_email on stock_wishes (email, asked_at) where email is not null;
      create index stock_wishes_by_time on stock_wishes (asked_at);

      create table stock_wish_asks (
        subject text primary key check (char_length(subject) <= 64),
        since timestamptz(3) not null default clock_timestamp(),
        asked integer not null default 1 check (asked > 0)
      );
      create index stock_wish_asks_since on stock_wish_asks (since);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table stock_wish_asks, stock_wishes`);
  }
}

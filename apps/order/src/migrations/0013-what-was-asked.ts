import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an order's key stands for is kept with it, and stays. Orders from before have none. */
export class WhatWasAsked1764100000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table orders add column asked text check (char_length(asked) <= 500);
      create function keep_what_was_asked() returns trigger language plpgsql as $$
      begin
        raise exception 'what was asked for stays as it is' using errcode = 'integrity_constraint_violation';
      end $$;
      create trigger orders_keep_asked before update of asked on orders
        for each row when (new.asked is distinct from old.asked) execute function keep_what_was_asked();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger orders_keep_asked on orders;
      drop function keep_what_was_asked;
      alter table orders drop column asked;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * A reservation whose time ran out has freed its stock, but its order may still be paid for, or be given up: it can be
 * committed late, when the pieces are still there, and it can be released, after which it can't.
 */
const settleOnce = (isOver: string) => `
create or replace function settle_reservation_once() returns trigger language plpgsql as $$
begin
  if ${isOver} or new.id <> old.id or new.order_id <> old.order_id then
    raise exception 'reservation of order % is % and stays so', old.order_id, old.state
      using errcode = 'integrity_constraint_violation';
  end if;
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $$`;

export class LateEnds1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      settleOnce(
        `not (old.state = 'held' or (old.state = 'expired' and new.state in ('committed', 'released')))`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(settleOnce(`old.state <> 'held'`));
  }
}

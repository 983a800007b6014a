import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever places an order holds its parts as they are offered (`HOLD_OFFERS` of the contracts): what takes one from sale waits for
 * those orders, and orders that come later see it gone. A lock by number and not of the row, which thousands of orders would write.
 */
export class HeldOffers1700000000162 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function wait_for_offers() returns trigger
        language plpgsql set search_path = catalog, pg_catalog as $$
        begin
          perform pg_advisory_xact_lock(hashtext('catalog.offers'), new.id);
          return new;
        end $$;
      create trigger parts_leave_sale before update of status, deleted_at on parts for each row
        when (old.status = 'active' and old.deleted_at is null and (new.status <> 'active' or new.deleted_at is not null))
        execute function wait_for_offers();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger parts_leave_sale on parts;
      drop function wait_for_offers();`);
  }
}

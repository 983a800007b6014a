import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders of staff's table, which shows drafts as well: an index that knows only what is for sale is of no use to it. */
const FOR_STAFF = `
  drop index parts_name;
  create index parts_name on parts (part_name collate "und-x-icu", id) where deleted_at is null;
  drop index parts_price;
  create index parts_price on parts (price_amount, id) where deleted_at is null;
  create index parts_updated on parts (updated_at, id) where deleted_at is null;
`;

const FOR_SALE = `
  drop index parts_updated;
  drop index parts_price;
  create index parts_price on parts (price_amount, id) where status = 'active' and deleted_at is null;
  drop index parts_name;
  create index parts_name on parts (part_name collate "und-x-icu", id) where status = 'active' and deleted_at is null;
`;

export class StaffLists1700000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOR_STAFF);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FOR_SALE);
  }
}

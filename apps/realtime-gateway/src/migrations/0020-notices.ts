import { LATER_UPDATES } from '@tandem/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const UPDATES = LATER_UPDATES.map((update) => `'${update}'`).join(', ');

/** What people of the staff are told of their own failed updates until they dismiss it. */
export class Notices1765200000020 implements MigrationInterface {
  name = 'Notices1765200000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table realtime.notices (
        id uuid primary key,
        account_id uuid not null,
        subject text not null check (length(subject) between 1 and 120),
        update text not null check (update in (${UPDATES})),
        part_id integer,
        run_id uuid,
        retrying boolean not null,
        detail text not null check (length(detail) between 1 and 1000),
        created_at timestamptz(3) not null,
        constraint notices_one_an_update unique (account_id, subject)
      );
      create index notices_newest on realtime.notices (account_id, created_at desc, id desc)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table realtime.notices');
  }
}

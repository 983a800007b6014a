import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many unpaid orders were refused within the hour: a row an account and one for the whole shop, whoever asks however
 * often. The sequence gives alerts versions that grow although rows are removed and begin anew.
 */
export class UnpaidRefusals1764100000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unpaid_refusals (
        subject text primary key check (char_length(subject) <= 36),
        since timestamptz(3) not null default clock_timestamp(),
        refused integer not null default 1 check (refused > 0)
      );
      create index unpaid_refusals_since on unpaid_refusals (since);
      create sequence unpaid_alerts;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table unpaid_refusals; drop sequence unpaid_alerts`);
  }
}

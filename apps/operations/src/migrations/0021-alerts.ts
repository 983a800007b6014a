import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/* An alert that is told again is the same one: what it is about (`fingerprint`) and since when. */
const TABLE = `
  create table alerts (
    id uuid primary key,
    fingerprint text not null check (char_length(fingerprint) between 1 and 64),
    starts_at timestamptz(3) not null,
    ends_at timestamptz(3),
    name text not null check (char_length(name) between 1 and 200),
    severity text not null check (severity in ('critical', 'warning')),
    about text not null check (char_length(about) <= 500),
    summary text not null check (char_length(summary) <= 500),
    description text not null check (char_length(description) <= 1000),
    runbook text check (char_length(runbook) <= 500),
    acknowledged_at timestamptz(3),
    acknowledged_by uuid,
    acknowledged_by_name text,
    unique (fingerprint, starts_at),
    check ((acknowledged_at is null) = (acknowledged_by_name is null))
  );
  create index alerts_open on alerts (id desc) where ends_at is null;
  create index alerts_past on alerts (id desc) where ends_at is not null;
  create index alerts_ended on alerts (ends_at) where ends_at is not null;`;

/** What Alertmanager has told staff. */
export class Alerts1767500000021 implements MigrationInterface {
  name = 'Alerts1767500000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(auditTable('alerts'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alerts');
  }
}

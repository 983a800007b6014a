import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Alerts of one hour mostly have one cause, and whoever looks into them writes in one place: one incident is open at a time. The
 * public reads entries of the kind 'public', which people alone write, once the incident has a title for it.
 */
const TABLES = `
  create table operations.incidents (
    id             uuid           primary key,
    title          text           not null check (char_length(title) between 1 and 200),
    public_title   text           check (char_length(public_title) between 1 and 200),
    opened_at      timestamptz(3) not null default clock_timestamp(),
    -- Null: an alert opened it.
    opened_by      uuid,
    opened_by_name text,
    closed_at      timestamptz(3),
    closed_by      uuid,
    closed_by_name text,
    constraint incidents_opened check ((opened_by is null) = (opened_by_name is null)),
    constraint incidents_closed check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_by_name is null))
  );
  create unique index incidents_one_open on operations.incidents ((true)) where closed_at is null;
  create index incidents_past on operations.incidents (closed_at) where closed_at is not null;
  create index incidents_published on operations.incidents (id desc) where public_title is not null;

  create table operations.incident_entries (
    id             uuid           primary key,
    incident_id    uuid           not null references operations.incidents (id) on delete cascade,
    place          smallint       not null check (place between 1 and 500),
    kind           text           not null
                                  check (kind in ('alert_fired', 'alert_ended', 'health', 'note', 'action', 'public', 'closed')),
    at             timestamptz(3) not null default clock_timestamp(),
    said           text           not null check (char_length(said) between 1 and 2000),
    alert_id       uuid,
    by_id          uuid,
    by_name        text,
    hidden_at      timestamptz(3),
    hidden_by      uuid,
    hidden_by_name text,
    constraint incident_entries_places unique (incident_id, place),
    constraint incident_entries_alert check ((alert_id is not null) = (kind in ('alert_fired', 'alert_ended'))),
    constraint incident_entries_by check (
      (by_id is null) = (by_name is null) and (by_id is null) = (kind in ('alert_fired', 'alert_ended', 'health'))),
    constraint incident_entries_hidden check (
      (hidden_at is null) = (hidden_by is null) and (hidden_at is null) = (hidden_by_name is null) and (hidden_at is null or kind = 'public'))
  );
  create unique index incident_entries_of_alert on operations.incident_entries (alert_id, kind) where alert_id is not null`;

/** What went wrong, what was done about it, and what of it the public reads. */
export class Incidents1768500000033 implements MigrationInterface {
  name = 'Incidents1768500000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(auditTable('operations.incidents'));
    await runner.query(auditTable('operations.incident_entries'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operations.incident_entries, operations.incidents');
  }
}

import { auditTable } from '@tandem/persistence';
import pg from 'pg';

/** The channel that tells every reader what changed: `<topic>|<aggregate id>|<version>|<type>`. */
const CHANGES_CHANNEL = 'tandem_changes';

/** The channel that wakes a schema's relay. */
export function outboxChannel(schema: string): string {
  return `tandem_outbox_${schema}`;
}

/**
 * SQL of a migration that makes a schema's outbox. Column names are Debezium's, so a CDC relay can
 * take over. Notifications are sent by PostgreSQL at commit and only then; dead letters are no
 * change of an aggregate and are not announced.
 */
export function outboxSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
create table ${s}.outbox (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  aggregatetype text not null,
  aggregateid text not null,
  type text not null,
  topic text not null,
  payload jsonb,
  raw_payload bytea,
  version bigint not null,
  headers jsonb not null default '{}',
  created_at timestamptz(3) not null default clock_timestamp(),
  published_at timestamptz(3),
  check ((payload is null) <> (raw_payload is null))
);
create index outbox_unpublished on ${s}.outbox (seq) where published_at is null;
create index outbox_published on ${s}.outbox (published_at) where published_at is not null;

create function ${s}.announce_outbox() returns trigger language plpgsql
set search_path = pg_catalog as $$
begin
  perform pg_notify('${outboxChannel(schema)}', '');
  perform pg_notify('${CHANGES_CHANNEL}', topic || '|' || aggregateid || '|' || version || '|' || type)
    from added where topic not like '%.dlq' order by seq;
  return null;
end $$;
create trigger announce after insert on ${s}.outbox
  referencing new table as added for each statement execute function ${s}.announce_outbox();`;
}

/** SQL of a migration that makes a schema's inbox and the list of what its consumers gave up on. */
export function inboxSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
create table ${s}.inbox (
  consumer text not null,
  event_id uuid not null,
  handled_at timestamptz(3) not null default clock_timestamp(),
  primary key (consumer, event_id)
);
create index inbox_handled_at on ${s}.inbox (handled_at);

create table ${s}.dead_letters (
  id uuid primary key,
  consumer text not null,
  event_id uuid not null,
  type text,
  topic text not null,
  partition int not null,
  message_offset bigint not null,
  message_key text,
  headers jsonb not null,
  payload bytea not null,
  error text not null,
  attempts int not null,
  failed_at timestamptz(3) not null default clock_timestamp(),
  resolved_at timestamptz(3),
  unique (consumer, event_id)
);
create index dead_letters_open on ${s}.dead_letters (id desc) where resolved_at is null;`;
}

/**
 * SQL of a migration after which a schema's dead letters say what became of them, by whom and why, once and for all: what
 * staff decide is on record. Their content stays out of it.
 */
export function deadLetterEndsSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
alter table ${s}.dead_letters
  add column resolution text check (resolution in ('handled', 'discarded')),
  add column resolved_by uuid,
  add column resolved_by_name text check (char_length(resolved_by_name) <= 500),
  add column reason text check (char_length(reason) between 1 and 500),
  add constraint dead_letters_resolution check (resolution is null or resolved_at is not null),
  add constraint dead_letters_reason check ((resolution is not distinct from 'discarded') = (reason is not null));
update ${s}.dead_letters set resolution = 'handled' where resolved_at is not null;
create index dead_letters_resolved on ${s}.dead_letters (resolved_at) where resolved_at is not null;

create function ${s}.keep_dead_letter_settled() returns trigger language plpgsql
set search_path = pg_catalog as $$
begin
  raise exception 'dead letter % was dealt with', old.id using errcode = 'restrict_violation';
end $$;
create trigger settled before update on ${s}.dead_letters for each row
  when (old.resolved_at is not null) execute function ${s}.keep_dead_letter_settled();
${auditTable(`${s}.dead_letters`, {
  omit: ['headers', 'payload', 'error'],
  updatesOf: ['resolved_at', 'resolution', 'reason'],
  updatesAlone: true,
})};`;
}

/** SQL that takes it back. */
export function noDeadLetterEndsSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
drop trigger audit_updates on ${s}.dead_letters;
drop trigger settled on ${s}.dead_letters;
drop function ${s}.keep_dead_letter_settled();
drop index ${s}.dead_letters_resolved;
alter table ${s}.dead_letters drop column resolution, drop column resolved_by, drop column resolved_by_name,
  drop column reason;`;
}

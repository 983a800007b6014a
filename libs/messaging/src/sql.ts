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

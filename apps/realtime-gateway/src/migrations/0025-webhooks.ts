import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table realtime.webhook_endpoints (
    id              uuid           primary key,
    url             text           not null check (length(url) between 1 and 2000),
    description     text           not null default '' check (length(description) <= 200),
    types           text[]         not null check (cardinality(types) between 1 and 50),
    enabled         boolean        not null default true,
    -- Why the shop itself switched it off; staff who do need no reason.
    off_reason      text           check (off_reason in ('failing', 'gone', 'backlog')),
    off_at          timestamptz(3),
    failing_since   timestamptz(3),
    -- Changes up to this position of the event log are none of its business.
    after_seq       bigint         not null,
    version         integer        not null default 1 check (version > 0),
    created_by      uuid,
    created_at      timestamptz(3) not null default clock_timestamp(),
    updated_at      timestamptz(3) not null default clock_timestamp(),
    constraint webhook_endpoints_off check ((off_reason is null) = (off_at is null) and not (enabled and off_reason is not null))
  );

  create table realtime.webhook_secrets (
    id           uuid           primary key,
    endpoint_id  uuid           not null references realtime.webhook_endpoints on delete cascade,
    ciphertext   bytea          not null,
    wrapped_key  bytea          not null,
    key_version  text           not null,
    -- Null: the newest. Another one signs beside it until then, while the receiver is told of the new one.
    valid_until  timestamptz(3),
    created_at   timestamptz(3) not null default clock_timestamp()
  );
  create unique index webhook_secrets_newest on realtime.webhook_secrets (endpoint_id) where valid_until is null;
  create index webhook_secrets_endpoint on realtime.webhook_secrets (endpoint_id);

  create table realtime.webhook_deliveries (
    id           uuid           primary key,
    endpoint_id  uuid           not null references realtime.webhook_endpoints on delete cascade,
    -- webhook-id: the same in every try, so that a receiver can tell that it has it already.
    message_id   uuid           not null,
    type         text           not null,
    body         text           not null check (length(body) <= 4000),
    state        text           not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts     integer        not null default 0 check (attempts >= 0),
    due_at       timestamptz(3) not null default clock_timestamp(),
    created_at   timestamptz(3) not null default clock_timestamp(),
    settled_at   timestamptz(3),
    constraint webhook_deliveries_once unique (endpoint_id, message_id),
    constraint webhook_deliveries_settled check ((state = 'waiting') = (settled_at is null))
  );
  create index webhook_deliveries_due on realtime.webhook_deliveries (endpoint_id, due_at) where state = 'waiting';
  create index webhook_deliveries_newest on realtime.webhook_deliveries (endpoint_id, id desc);
  create index webhook_deliveries_old on realtime.webhook_deliveries (settled_at) where settled_at is not null;

  create table realtime.webhook_attempts (
    delivery_id  uuid           not null references realtime.webhook_deliveries on delete cascade,
    n            integer        not null check (n > 0),
    at           timestamptz(3) not null default clock_timestamp(),
    status       integer        check (status between 100 and 599),
    duration_ms  integer        not null check (duration_ms >= 0),
    -- What went wrong where there is no status, and the first bytes of the answer.
    error        text           check (length(error) <= 200),
    answer       text           check (length(answer) <= 1000),
    primary key (delivery_id, n)
  );

  create table realtime.webhook_cursor (
    only_row boolean primary key default true check (only_row),
    seq bigint not null
  );
  comment on table realtime.webhook_cursor is 'Changes up to this position of the event log were turned into deliveries.';
  insert into realtime.webhook_cursor (seq) select coalesce(max(seq), 0) from realtime.event_log`;

/** Outbound webhooks: endpoints of partners, their secrets, and what was sent to them. */
export class Webhooks1768000000025 implements MigrationInterface {
  name = 'Webhooks1768000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      auditTable('realtime.webhook_endpoints', {
        updatesOf: ['url', 'description', 'types', 'enabled', 'off_reason'],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table realtime.webhook_attempts, realtime.webhook_deliveries, realtime.webhook_secrets,
        realtime.webhook_endpoints, realtime.webhook_cursor`);
  }
}

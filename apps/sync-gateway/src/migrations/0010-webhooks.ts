import type { MigrationInterface, QueryRunner } from 'typeorm';

/* What was signed once is let in once. */
const NONCES = `
create table webhook_nonces (
  source text not null,
  nonce text not null check (char_length(nonce) between 8 and 100),
  seen_at timestamptz(3) not null default clock_timestamp(),
  primary key (source, nonce)
);
create index webhook_nonces_seen_at on webhook_nonces (seen_at);
revoke update, truncate on webhook_nonces from tandem_sync;
`;

const INBOX = `
alter table webhook_inbox
  add column event_type text not null default 'payment' check (char_length(event_type) between 1 and 60),
  add column last_error text check (char_length(last_error) <= 100),
  add column replays integer not null default 0,
  add column replayed_by uuid;
alter table webhook_inbox alter column event_type drop default;
create index webhook_inbox_by_state on webhook_inbox (state, id);
create trigger audit_replays after update on webhook_inbox for each row
  when (old.replays is distinct from new.replays)
  execute function audit.log_change('id', '-raw', '-digest', '-traceparent');
`;

/** One inbox for the notifications of every outside system. */
export class Webhooks1764200000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NONCES);
    await runner.query(INBOX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger audit_replays on webhook_inbox;
      drop index webhook_inbox_by_state;
      alter table webhook_inbox drop column event_type, drop column last_error, drop column replays,
        drop column replayed_by;
      drop table webhook_nonces`);
  }
}

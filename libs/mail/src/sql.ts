import { moveToJobs } from '@tandem/jobs';
import pg from 'pg';
import { SendMail } from './mail-queue.js';

/**
 * SQL of a migration that comes after `mailSql`: mails that must not be sent have a state of their own, and the mails of an
 * address are counted by day. No address is kept: its key is a hash that changes with the day.
 */
export function mailLimitsSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
alter table ${s}.mails drop constraint mails_state_check;
alter table ${s}.mails add constraint mails_state_check check (state in ('queued', 'sent', 'failed', 'withheld'));
alter table ${s}.mails add column counted boolean not null default false;
create table ${s}.mail_days (
  address_key bytea primary key check (octet_length(address_key) = 32),
  day date not null,
  mails integer not null check (mails > 0)
);
create index mail_days_day on ${s}.mail_days (day);`;
}

/** SQL of a migration that comes after `mailSql`: a mail names the span that it came of. Null in older rows. */
export function mailCausesSql(schema: string): string {
  return `
alter table ${pg.escapeIdentifier(schema)}.mails add column traceparent text constraint mails_traceparent
  check (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');`;
}

/** SQL of a migration that comes after those before and `createJobs`: mails wait as jobs, their rows keep who sends them. */
export function mailJobsSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  const waiting = `
    select dedupe_key as key, jsonb_build_object('mail_id', id) as payload, next_attempt_at as due_at,
           null::text as correlation_id, traceparent
      from ${s}.mails where state = 'queued'`;
  return `${moveToJobs(schema, SendMail.name, waiting)};
drop trigger announce on ${s}.mails;
drop function ${s}.announce_mails();
alter table ${s}.mails drop column next_attempt_at, add column leased_until timestamptz(3);
create index mails_waiting on ${s}.mails (created_at) where state = 'queued';`;
}

/**
 * SQL of a migration that makes a schema's queue of mails. The notification leaves with the commit, so a sender never
 * wakes for a mail that is not there yet.
 */
export function mailSql(schema: string): string {
  const s = pg.escapeIdentifier(schema);
  return `
create table ${s}.mails (
  id uuid primary key,
  -- What the mail is about: a second one of the same key is not queued.
  dedupe_key text not null constraint mails_dedupe_key unique check (char_length(dedupe_key) between 1 and 200),
  user_id uuid,
  -- Null: looked up when it is sent.
  to_address text check (char_length(to_address) <= 254),
  template text not null,
  data jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  -- Also the end of a sender's lease: when it has not said by then what became of the mail, any sender takes it up.
  next_attempt_at timestamptz(3) not null default clock_timestamp(),
  last_error text check (char_length(last_error) <= 200),
  created_at timestamptz(3) not null default clock_timestamp(),
  sent_at timestamptz(3),
  check (user_id is not null or to_address is not null),
  check ((state = 'sent') = (sent_at is not null))
);
create index mails_due on ${s}.mails (next_attempt_at) where state = 'queued';
create index mails_over on ${s}.mails (created_at) where state <> 'queued';

create function ${s}.announce_mails() returns trigger language plpgsql
set search_path = pg_catalog as $$
begin
  if exists (select from added) then perform pg_notify('tandem_mails_${schema}', ''); end if;
  return null;
end $$;
create trigger announce after insert on ${s}.mails
  referencing new table as added for each statement execute function ${s}.announce_mails();`;
}

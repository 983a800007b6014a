import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table g2a_payments (
  payment_id uuid primary key,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  description text not null,
  return_url text not null,
  token text,
  redirect_url text,
  status text not null default 'pending'
    check (status in ('pending', 'rejected', 'cancelled', 'complete', 'partial_refunded', 'refunded')),
  transaction_id text,
  refunded_minor bigint not null default 0,
  version integer not null default 1,
  given_up_at timestamptz(3),
  next_check_at timestamptz(3),
  checks integer not null default 0,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint g2a_payments_one_page check ((token is null) = (redirect_url is null)),
  constraint g2a_payments_refund_within check (refunded_minor between 0 and amount_minor),
  constraint g2a_payments_paid_by_a_transaction
    check (status in ('pending', 'rejected', 'cancelled') or transaction_id is not null)
);

create unique index g2a_payments_transaction on g2a_payments (transaction_id)
  where transaction_id is not null;
create index g2a_payments_to_check on g2a_payments (next_check_at) where next_check_at is not null;

create table g2a_refunds (
  refund_id uuid primary key,
  payment_id uuid not null references g2a_payments (payment_id),
  amount_minor bigint not null check (amount_minor > 0),
  status text not null default 'requested'
    check (status in ('requested', 'sending', 'accepted', 'settled', 'failed')),
  refunded_before_minor bigint,
  announced_at timestamptz(3),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default clock_timestamp(),
  failure text,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  settled_at timestamptz(3),
  constraint g2a_refunds_announced check ((refunded_before_minor is null) = (announced_at is null))
);

create index g2a_refunds_by_payment on g2a_refunds (payment_id);
/* What G2A says is refunded tells whether a refund without an answer was carried out only if no other one is under way. */
create unique index g2a_refunds_one_at_a_time on g2a_refunds (payment_id)
  where status in ('sending', 'accepted');
create index g2a_refunds_open on g2a_refunds (next_attempt_at)
  where status in ('requested', 'sending', 'accepted');

create table webhook_inbox (
  id bigint generated always as identity primary key,
  source text not null,
  digest text not null,
  subject text not null,
  reference text not null,
  raw text not null,
  state text not null default 'received' check (state in ('received', 'applied', 'refused', 'given_up')),
  times_received integer not null default 1,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default clock_timestamp(),
  received_at timestamptz(3) not null default clock_timestamp(),
  settled_at timestamptz(3),
  constraint webhook_inbox_once unique (source, digest)
);

create index webhook_inbox_waiting on webhook_inbox (next_attempt_at) where state = 'received';
create index webhook_inbox_by_subject on webhook_inbox (source, subject);

create table security_events (
  id bigint generated always as identity primary key,
  type text not null,
  ip_address text,
  user_agent text,
  correlation_id text,
  detail jsonb not null default '{}',
  created_at timestamptz(3) not null default clock_timestamp()
);

create index security_events_created_at on security_events (created_at);
`;

/* What was agreed stays; what happened to the money only goes forward; each such step has a version of its own. */
const RULES = `
create function g2a_payment_rank(status text) returns integer language sql immutable
return case status when 'pending' then 0 when 'rejected' then 1 when 'cancelled' then 1
  when 'complete' then 2 when 'partial_refunded' then 3 when 'refunded' then 4 end;

create function g2a_payment_goes_forward() returns trigger language plpgsql as $$
begin
  if (new.payment_id, new.amount_minor, new.currency) is distinct from (old.payment_id, old.amount_minor, old.currency)
    or (old.token is not null and new.token is distinct from old.token)
    or new.refunded_minor < old.refunded_minor
    or sync.g2a_payment_rank(new.status) < sync.g2a_payment_rank(old.status) then
    raise exception 'payment % is % and does not go back', old.payment_id, old.status
      using errcode = 'integrity_constraint_violation';
  end if;
  if (new.status, new.refunded_minor, new.transaction_id)
    is distinct from (old.status, old.refunded_minor, old.transaction_id) then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;

create trigger g2a_payments_go_forward before update on g2a_payments
  for each row execute function g2a_payment_goes_forward();
create trigger g2a_payments_keep before delete or truncate on g2a_payments
  for each statement execute function sync.refuse_change();

create function g2a_refund_within_payment() returns trigger language plpgsql as $$
declare
  paid bigint;
  refunds bigint;
begin
  select amount_minor into paid from sync.g2a_payments where payment_id = new.payment_id for update;
  select coalesce(sum(amount_minor), 0) into refunds
    from sync.g2a_refunds where payment_id = new.payment_id and status <> 'failed';
  if refunds + new.amount_minor > paid then
    raise exception 'refunds of payment % would be more than was paid', new.payment_id
      using errcode = 'check_violation', constraint = 'g2a_refunds_within_payment';
  end if;
  return new;
end $$;

create function g2a_refund_ends_once() returns trigger language plpgsql as $$
begin
  if old.status in ('settled', 'failed')
    or (new.refund_id, new.payment_id, new.amount_minor) is distinct from (old.refund_id, old.payment_id, old.amount_minor) then
    raise exception 'refund % is % and stays so', old.refund_id, old.status
      using errcode = 'integrity_constraint_violation';
  end if;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create trigger g2a_refunds_within_payment before insert on g2a_refunds
  for each row execute function g2a_refund_within_payment();
create trigger g2a_refunds_end_once before update on g2a_refunds
  for each row execute function g2a_refund_ends_once();
create trigger g2a_refunds_keep before delete or truncate on g2a_refunds
  for each statement execute function sync.refuse_change();
`;

const REFUSE_CHANGE = `
create function sync.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: it is a record', lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
`;

export class G2aPay1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(REFUSE_CHANGE);
    await runner.query(RULES);
    const page = { idColumn: 'payment_id', redact: ['token', 'redirect_url'] };
    await runner.query(auditTable('g2a_payments', page));
    await runner.query(auditTable('g2a_refunds', { idColumn: 'refund_id' }));
    // The security log is a record: the service adds to it and reads it, no more.
    await runner.query(`revoke update, delete on security_events from tandem_sync`);
  }

  async down(): Promise<void> {
    throw new Error('These tables say where money went: they are not dropped.');
  }
}

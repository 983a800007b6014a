import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PAYMENTS = `
create table payments (
  id uuid primary key,
  purpose text not null check (purpose in ('order', 'top_up')),
  user_id uuid not null,
  order_id uuid references orders (id),
  provider text not null check (provider ~ '^[a-z0-9_]{1,40}$'),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  description text not null check (char_length(description) between 1 and 200),
  status text not null default 'pending' check (status in ('pending', 'settled', 'failed', 'cancelled')),
  provider_reference text check (char_length(provider_reference) <= 200),
  -- The newest the provider has told us: what is older is not looked at.
  provider_version bigint not null default 0,
  redirect_url text check (char_length(redirect_url) <= 2500),
  expires_at timestamptz(3) not null,
  idempotency_key text check (char_length(idempotency_key) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz(3) not null default clock_timestamp(),
  settled_at timestamptz(3),
  constraint payments_purpose check ((purpose = 'order') = (order_id is not null)),
  constraint payments_settled_has_time check ((status = 'settled') = (settled_at is not null))
);

create unique index payments_of_orders on payments (order_id) where order_id is not null;
create unique index payments_idempotency_key on payments (user_id, idempotency_key) where idempotency_key is not null;

-- When the provider is asked next. Apart from payments: asking is no change of a payment.
create table payment_checks (
  payment_id uuid primary key references payments (id),
  due_at timestamptz(3) not null,
  checks integer not null default 0
);

create index payment_checks_due on payment_checks (due_at);

create table refunds (
  id uuid primary key,
  order_id uuid not null references orders (id),
  user_id uuid not null,
  payment_id uuid references payments (id),
  payment_method text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null default 'requested' check (status in ('requested', 'settled', 'failed')),
  reason text not null check (char_length(reason) between 1 and 500),
  restock jsonb not null default '[]' check (jsonb_typeof(restock) = 'array'),
  restocked_at timestamptz(3),
  -- The next step of the worker; null: nothing is left to do, or it has given up (last_error says why).
  due_at timestamptz(3),
  attempts integer not null default 0,
  last_error text check (char_length(last_error) <= 200),
  requested_by uuid,
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 220),
  request jsonb not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  settled_at timestamptz(3),
  constraint refunds_once unique (order_id, idempotency_key),
  constraint refunds_settled_has_time check ((status = 'settled') = (settled_at is not null)),
  constraint refunds_failed_rest check (status <> 'failed' or due_at is null)
);

create index refunds_due on refunds (due_at) where due_at is not null;

alter table ledger_entries
  add constraint ledger_entries_payment foreign key (payment_id) references payments (id),
  add constraint ledger_entries_refund foreign key (refund_id) references refunds (id);

-- Set aside for refunds, those under way included; refunded_minor is what has gone back. A failed one keeps its claim: it can be
-- tried again.
alter table orders add column refund_requested_minor bigint not null default 0,
  add constraint orders_refund_requested_within_total
    check (refunded_minor <= refund_requested_minor and refund_requested_minor <= total_minor);
`;

const RULES = `
create function advance_payment() returns trigger language plpgsql as $$
begin
  if (new.id, new.purpose, new.user_id, new.order_id, new.provider, new.currency, new.amount_minor, new.idempotency_key)
     is distinct from
     (old.id, old.purpose, old.user_id, old.order_id, old.provider, old.currency, old.amount_minor, old.idempotency_key) then
    raise exception 'what a payment is for stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.provider_version < old.provider_version then
    raise exception 'older news of payment % never overwrite newer ones', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status then
    -- Money that arrives late is still money: a payment given up can settle, a settled one stays so.
    if not (old.status = 'pending' or (old.status in ('failed', 'cancelled') and new.status = 'settled')) then
      raise exception 'a payment that is % can not become %', old.status, new.status
        using errcode = 'integrity_constraint_violation', constraint = 'payments_legal_move';
    end if;
    new.version := old.version + 1;
    new.settled_at := case when new.status = 'settled' then clock_timestamp() end;
  else
    new.version := old.version;
    new.settled_at := old.settled_at;
  end if;
  return new;
end $$;

create trigger payments_advance before update on payments for each row execute function advance_payment();

create function advance_refund() returns trigger language plpgsql as $$
begin
  if (new.id, new.order_id, new.user_id, new.payment_id, new.payment_method, new.currency, new.amount_minor, new.restock,
      new.idempotency_key) is distinct from
     (old.id, old.order_id, old.user_id, old.payment_id, old.payment_method, old.currency, old.amount_minor, old.restock,
      old.idempotency_key) then
    raise exception 'what a refund gives back stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status then
    if (old.status, new.status) not in (('requested', 'settled'), ('requested', 'failed'), ('failed', 'requested')) then
      raise exception 'a refund that is % can not become %', old.status, new.status
        using errcode = 'integrity_constraint_violation', constraint = 'refunds_legal_move';
    end if;
    new.settled_at := case when new.status = 'settled' then clock_timestamp() end;
  else
    new.settled_at := old.settled_at;
  end if;
  return new;
end $$;

create trigger refunds_advance before update on refunds for each row execute function advance_refund();

create function keep_order_refunds() returns trigger language plpgsql as $$
begin
  if new.refund_requested_minor < old.refund_requested_minor then
    raise exception 'what is set aside for a refund stays so' using errcode = 'integrity_constraint_violation';
  end if;
  -- Goods whose money is going back are not handed over any more, though the money may still be on its way.
  if new.status <> old.status and new.status in ('fulfilment_requested', 'completed')
     and new.total_minor > 0 and new.refund_requested_minor = new.total_minor then
    raise exception 'the money of order % is going back', old.id
      using errcode = 'integrity_constraint_violation', constraint = 'orders_legal_move';
  end if;
  return new;
end $$;

create trigger orders_keep_refunds before update on orders for each row execute function keep_order_refunds();

create trigger payments_keep before delete or truncate on payments for each statement execute function refuse_change();
create trigger refunds_keep before delete or truncate on refunds for each statement execute function refuse_change();
revoke delete, truncate on payments, refunds from tandem_orders;
`;

/* Every row is an error: what, of which record, what it says and what it should say. */
const DISCREPANCIES = `
create view ledger_discrepancies as
  with booked as (
    select order_id, -coalesce(sum(amount_minor) filter (where type = 'purchase'), 0) as paid,
           coalesce(sum(amount_minor) filter (where type = 'refund'), 0) as refunded
      from ledger_entries where order_id is not null group by order_id
  ), promised as (
    select order_id, sum(amount_minor) as requested,
           coalesce(sum(amount_minor) filter (where status = 'settled'), 0) as settled
      from refunds group by order_id
  )
  select 'entry does not balance' as problem, e.id::text as record, coalesce(sum(p.amount_minor), 0)::text as found, '0' as expected
    from ledger_entries e
    left join ledger_postings p on p.entry_id = e.id
    left join ledger_accounts a on a.id = p.account_id
   group by e.id
  having coalesce(sum(p.amount_minor), 0) <> 0 or count(p.account_id) < 2
      or not coalesce(bool_and(a.currency = e.currency), false)
  union all
  select 'wallet is not the sum of its postings', a.id::text, a.balance_minor::text, coalesce(s.total, 0)::text
    from ledger_accounts a
    left join (select account_id, sum(amount_minor) as total from ledger_postings group by account_id) s on s.account_id = a.id
   where a.kind = 'wallet' and (a.balance_minor <> coalesce(s.total, 0) or a.balance_minor < 0)
  union all
  select 'the whole ledger does not add up', a.currency::text, sum(p.amount_minor)::text, '0'
    from ledger_postings p left join ledger_accounts a on a.id = p.account_id
   group by a.currency having sum(p.amount_minor) <> 0 or a.currency is null
  union all
  select 'paid order without its purchase', o.id::text, coalesce(b.paid, 0)::text, o.total_minor::text
    from orders o left join booked b on b.order_id = o.id
   where o.paid_at is not null and coalesce(b.paid, 0) <> o.total_minor
  union all
  select 'money of an order that was never paid', o.id::text, coalesce(b.paid, 0)::text, o.refund_requested_minor::text
    from orders o left join booked b on b.order_id = o.id
   where o.paid_at is null and coalesce(b.paid, 0) <> o.refund_requested_minor
  union all
  select 'refunds of an order differ from the ledger', o.id::text, o.refunded_minor::text, coalesce(b.refunded, 0)::text
    from orders o left join booked b on b.order_id = o.id left join promised r on r.order_id = o.id
   where o.refunded_minor <> coalesce(b.refunded, 0) or o.refunded_minor <> coalesce(r.settled, 0)
  union all
  select 'refunds of an order differ from what is set aside', o.id::text, o.refund_requested_minor::text,
         coalesce(r.requested, 0)::text
    from orders o left join promised r on r.order_id = o.id
   where o.refund_requested_minor <> coalesce(r.requested, 0)
  union all
  select 'settled payment without its entry, or an entry without', p.id::text, coalesce(sum(abs(e.amount_minor)), 0)::text,
         case when p.status = 'settled' then p.amount_minor else 0 end::text
    from payments p
    left join ledger_entries e on e.payment_id = p.id and e.type in ('purchase', 'top_up') and e.currency = p.currency
   group by p.id
  having coalesce(sum(abs(e.amount_minor)), 0) <> case when p.status = 'settled' then p.amount_minor else 0 end;
`;

export class Payments1764100000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PAYMENTS);
    await runner.query(RULES);
    await runner.query(DISCREPANCIES);
    await runner.query(auditTable('payments', { redact: ['redirect_url'] }));
    await runner.query(auditTable('refunds'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view ledger_discrepancies;
      drop trigger orders_keep_refunds on orders;
      alter table ledger_entries drop constraint ledger_entries_payment, drop constraint ledger_entries_refund;
      alter table orders drop column refund_requested_minor;
      drop table refunds, payment_checks, payments;
      drop function keep_order_refunds, advance_refund, advance_payment;
    `);
  }
}

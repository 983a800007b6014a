import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Only wallets keep a balance, because only they have a limit: a balance of `sales` would be one row that every order of the
 * shop waits for. For the same reason postings have no foreign key to accounts (it would lock that row); the trigger below
 * refuses an unknown account, and accounts are never deleted.
 */
const TABLES = `
create table ledger_accounts (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('wallet', 'sales', 'g2a_pay', 'fees', 'test_funds')),
  user_id uuid,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  balance_minor bigint,
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint ledger_wallets_have_users check ((kind = 'wallet') = (user_id is not null)),
  constraint ledger_wallets_have_balances check ((kind = 'wallet') = (balance_minor is not null)),
  constraint ledger_wallet_not_overdrawn check (balance_minor >= 0)
);

create unique index ledger_accounts_of_users on ledger_accounts (user_id, currency) where user_id is not null;
create unique index ledger_accounts_of_shop on ledger_accounts (kind, currency) where user_id is null;

create table ledger_entries (
  id uuid primary key,
  type text not null check (type in ('purchase', 'top_up', 'refund', 'fee')),
  source_id uuid not null,
  user_id uuid not null,
  order_id uuid references orders (id),
  payment_id uuid,
  refund_id uuid,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null,
  payment_method text not null check (payment_method ~ '^[a-z0-9_]{1,40}$'),
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint ledger_entries_once unique (type, source_id),
  constraint ledger_entries_sign check (case type when 'purchase' then amount_minor < 0 when 'fee' then amount_minor <= 0
    else amount_minor > 0 end),
  constraint ledger_entries_linked check (case type when 'purchase' then order_id is not null
    when 'refund' then order_id is not null and refund_id is not null else payment_id is not null end)
);

create index ledger_entries_by_user on ledger_entries (user_id, created_at desc, id desc);
create index ledger_entries_by_order on ledger_entries (order_id) where order_id is not null;
create index ledger_entries_by_payment on ledger_entries (payment_id) where payment_id is not null;

create table ledger_postings (
  entry_id uuid not null references ledger_entries (id),
  account_id bigint not null,
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (entry_id, account_id)
);

create index ledger_postings_by_account on ledger_postings (account_id);
`;

/*
 * Kept by the database, whoever writes:
 *  - postings of an entry come in one statement and add up to nothing, in the entry's currency, at least two of them;
 *  - what the customer is shown is what the customer's own wallet got or gave;
 *  - a wallet's balance is moved by its postings alone: the service's role has no right to touch it;
 *  - an entry without postings does not outlive its transaction.
 */
const RULES = `
create function ledger_account(of_kind text, of_user uuid, of_currency text) returns bigint
  language plpgsql security definer set search_path = orders, pg_temp as $$
declare
  found_id bigint;
begin
  for attempt in 1 .. 2 loop
    if of_user is null then
      select id into found_id from ledger_accounts where kind = of_kind and currency = of_currency and user_id is null;
    else
      select id into found_id from ledger_accounts where user_id = of_user and currency = of_currency;
    end if;
    exit when found_id is not null;
    insert into ledger_accounts (kind, user_id, currency, balance_minor)
    values (of_kind, of_user, of_currency, case when of_kind = 'wallet' then 0 end)
    on conflict do nothing returning id into found_id;
    exit when found_id is not null;
  end loop;
  return found_id;
end $$;
revoke all on function ledger_account(text, uuid, text) from public;
grant execute on function ledger_account(text, uuid, text) to tandem_orders;

create function post_to_ledger() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
declare
  wrong uuid;
begin
  select e.id into wrong
    from (select distinct entry_id from posted) t
    join ledger_entries e on e.id = t.entry_id
    cross join lateral (
      select count(*) as postings, sum(p.amount_minor) as total,
             bool_and(coalesce(a.currency = e.currency and (a.user_id is null or a.user_id = e.user_id), false)) as fits,
             coalesce(sum(p.amount_minor) filter (where a.kind = 'wallet'), e.amount_minor) as seen
        from ledger_postings p left join ledger_accounts a on a.id = p.account_id
       where p.entry_id = e.id) s
   where s.postings < 2 or s.total <> 0 or not s.fits or s.seen <> e.amount_minor
   limit 1;
  if wrong is not null then
    raise exception 'the postings of entry % do not balance', wrong
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_entries_balance';
  end if;
  update ledger_accounts a set balance_minor = a.balance_minor + m.moved
    from (select account_id, sum(amount_minor) as moved from posted group by account_id) m
   where a.id = m.account_id and a.kind = 'wallet';
  return null;
end $$;

create trigger ledger_postings_post after insert on ledger_postings
  referencing new table as posted for each statement execute function post_to_ledger();

create function ledger_entry_is_posted() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  if not exists (select from ledger_postings where entry_id = new.id) then
    raise exception 'entry % has no postings', new.id
      using errcode = 'integrity_constraint_violation', constraint = 'ledger_entries_balance';
  end if;
  return null;
end $$;

create constraint trigger ledger_entries_posted after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_entry_is_posted();

create function keep_ledger_account() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.user_id, new.currency) is distinct from (old.id, old.kind, old.user_id, old.currency) then
    raise exception 'an account stays whose it is' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger ledger_accounts_stay before update on ledger_accounts
  for each row execute function keep_ledger_account();
create trigger ledger_accounts_keep before delete or truncate on ledger_accounts
  for each statement execute function refuse_change();
create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function refuse_change();
create trigger ledger_postings_append_only before update or delete or truncate on ledger_postings
  for each statement execute function refuse_change();

revoke insert, update, delete, truncate on ledger_accounts from tandem_orders;
revoke update, delete, truncate on ledger_entries, ledger_postings from tandem_orders;
`;

export class Ledger1764100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    await runner.query(auditTable('ledger_accounts'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ledger_postings, ledger_entries, ledger_accounts;
      drop function keep_ledger_account, ledger_entry_is_posted, post_to_ledger, ledger_account;
    `);
  }
}

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

-- Row by row, each by its key: joins of the new rows with the tables would be planned once a session, for whatever size the
-- tables had then, and read all of them when they have grown.
create function post_to_ledger() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
declare
  key uuid;
  entry ledger_entries;
  account ledger_accounts;
  posting record;
  postings integer;
  total numeric;
  seen numeric;
  fits boolean;
begin
  for key in select distinct entry_id from posted loop
    select * into entry from ledger_entries where id = key;
    postings := 0; total := 0; seen := null; fits := true;
    for posting in select account_id, amount_minor from ledger_postings where entry_id = key loop
      select * into account from ledger_accounts where id = posting.account_id;
      postings := postings + 1;
      total := total + posting.amount_minor;
      fits := fits and found and account.currency = entry.currency
        and (account.user_id is null or account.user_id = entry.user_id);
      if account.kind = 'wallet' then seen := coalesce(seen, 0) + posting.amount_minor; end if;
    end loop;
    if postings < 2 or total <> 0 or not fits or seen <> entry.amount_minor then
      raise exception 'the postings of entry % do not balance', key
        using errcode = 'integrity_constraint_violation', constraint = 'ledger_entries_balance';
    end if;
  end loop;
  for posting in select account_id, sum(amount_minor) as moved from posted group by account_id order by account_id loop
    update ledger_accounts set balance_minor = balance_minor + posting.moved
     where id = posting.account_id and kind = 'wallet';
  end loop;
  return null;
end $$;

create trigger ledger_postings_post after insert on ledger_postings
  referencing new table as posted for each statement execute function post_to_ledger();

create function ledger_entry_is_posted() returns trigger
  language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  -- count, not exists: for the first row alone a session that began with an empty table would go on reading all of it.
  if (select count(*) from ledger_postings where entry_id = new.id) = 0 then
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

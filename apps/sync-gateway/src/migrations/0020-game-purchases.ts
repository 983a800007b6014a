import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditTable } from '@tandem/persistence';

/* One unit of a line of an order is one purchase, because G2A sells keys one by one; its tries to buy are g2a_orders. */
const TABLES = `
create table key_purchases (
  id uuid primary key,
  order_id uuid not null,
  part_id integer not null,
  unit integer not null check (unit between 1 and 100000),
  /* What the shopper paid for this unit. */
  paid_minor bigint not null check (paid_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null default 'wanted'
    check (state in ('wanted', 'created', 'paying', 'paid', 'delivered', 'needs_staff', 'refund')),
  reason text check (char_length(reason) between 1 and 60),
  bought_at timestamptz(3),
  /* Since when G2A has had none of it. */
  unavailable_since timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  constraint key_purchases_unit unique (order_id, part_id, unit),
  constraint key_purchases_reason check ((reason is not null) = (state in ('needs_staff', 'refund')))
);
create index key_purchases_by_state on key_purchases (state, id);

create table g2a_orders (
  id uuid primary key,
  purchase_id uuid not null references key_purchases (id),
  product_id text not null check (char_length(product_id) between 1 and 100),
  g2a_order_id text not null check (char_length(g2a_order_id) between 1 and 100),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  /* In EUR cents. G2A takes 0 for no limit. */
  max_price_minor bigint not null check (max_price_minor > 0),
  state text not null default 'created'
    check (state in ('created', 'lapsed', 'paying', 'refused', 'paid', 'written_off')),
  pay_sent_at timestamptz(3),
  /* G2A's own word against the payment, and what follows from it. */
  refusal text check (char_length(refusal) between 1 and 60),
  refusal_outcome text check (refusal_outcome in ('retry', 'wait', 'new_order', 'refund', 'tell_staff')),
  /* Since when G2A has called it unpaid, after it was told to pay. */
  new_since timestamptz(3),
  paid_at timestamptz(3),
  transaction_id text check (char_length(transaction_id) <= 100),
  /* When somebody last set out to read its key, which can be read once. */
  key_asked_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  closed_at timestamptz(3),
  constraint g2a_orders_id unique (g2a_order_id),
  constraint g2a_orders_within check (currency <> 'EUR' or price_minor <= max_price_minor),
  constraint g2a_orders_sent check ((pay_sent_at is null) = (state in ('created', 'lapsed'))),
  constraint g2a_orders_paid check (state <> 'paid' or paid_at is not null),
  constraint g2a_orders_refused check (state <> 'refused' or (refusal is not null and paid_at is null)),
  constraint g2a_orders_closed check ((closed_at is null) = (state in ('created', 'paying', 'paid'))),
  constraint g2a_orders_word check ((refusal is null) = (refusal_outcome is null))
);
/* What may still cost money, or has: at most one of a purchase. Another is bought once this one is known not to be paid. */
create unique index g2a_orders_one_open on g2a_orders (purchase_id) where closed_at is null;
create index g2a_orders_by_purchase on g2a_orders (purchase_id);

create table game_keys (
  id uuid primary key,
  purchase_id uuid not null references key_purchases (id),
  /* Null: staff have entered it by hand. */
  g2a_order uuid references g2a_orders (id),
  ciphertext bytea not null,
  wrapped_key bytea not null,
  key_version text not null check (key_version ~ '^[0-9a-f]{16}$'),
  is_file boolean not null,
  fetched_at timestamptz(3) not null default clock_timestamp(),
  revealed_at timestamptz(3),
  revealed_by uuid,
  reveals integer not null default 0,
  replaced_at timestamptz(3),
  constraint game_keys_one_of_an_order unique (g2a_order),
  constraint game_keys_revealed check ((revealed_at is null) = (revealed_by is null) and (revealed_at is null) = (reveals = 0))
);
create unique index game_keys_one_in_use on game_keys (purchase_id) where replaced_at is null;
create index game_keys_by_purchase on game_keys (purchase_id);
create index game_keys_by_version on game_keys (key_version, id);

/* Orders that have ended: a request for their keys that comes later, as out of the dead letters, buys nothing. */
create table ended_orders (
  order_id uuid primary key,
  reason text not null check (reason in ('order_cancelled', 'order_refunded')),
  ended_at timestamptz(3) not null default clock_timestamp()
);
`;

/*
 * Money only goes forward. G2A is told once to pay an order of its own: a refused or forgotten one gets a successor, which
 * the index of open ones lets in only when this one is closed, and what was told to be paid is closed in two ways: by G2A's own
 * refusal, or because staff wrote it off.
 */
const RULES = `
create function g2a_order_goes_forward() returns trigger language plpgsql as $$
declare
  of_purchase text;
begin
  if (new.id, new.purchase_id, new.product_id, new.g2a_order_id, new.price_minor, new.currency, new.max_price_minor)
      is distinct from (old.id, old.purchase_id, old.product_id, old.g2a_order_id, old.price_minor, old.currency, old.max_price_minor)
    or (old.pay_sent_at is not null and new.pay_sent_at is distinct from old.pay_sent_at)
    or (old.paid_at is not null and new.paid_at is distinct from old.paid_at)
    or not (new.state = old.state or (old.state, new.state) in (
      ('created', 'paying'), ('created', 'lapsed'), ('paying', 'paid'), ('paying', 'refused'),
      ('paying', 'written_off'), ('paid', 'written_off'))) then
    raise exception 'order % of G2A is % and does not become %', old.id, old.state, new.state
      using errcode = 'integrity_constraint_violation';
  end if;
  if new.state = 'written_off' and old.state <> 'written_off' then
    select state into of_purchase from sync.key_purchases where id = new.purchase_id;
    if of_purchase not in ('needs_staff', 'delivered') then
      raise exception 'order % of G2A is written off by staff only', old.id
        using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end $$;

create function g2a_order_is_wanted() returns trigger language plpgsql as $$
begin
  if new.state <> 'created' or (select state from sync.key_purchases where id = new.purchase_id for update) <> 'wanted' then
    raise exception 'purchase % wants no order at G2A', new.purchase_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create function key_purchase_goes_forward() returns trigger language plpgsql as $$
declare
  open_order text;
begin
  if (new.id, new.order_id, new.part_id, new.unit, new.paid_minor, new.currency)
      is distinct from (old.id, old.order_id, old.part_id, old.unit, old.paid_minor, old.currency)
    or not (new.state = old.state or (old.state, new.state) in (
      ('wanted', 'created'), ('wanted', 'needs_staff'), ('wanted', 'refund'),
      ('created', 'paying'), ('created', 'wanted'), ('created', 'needs_staff'), ('created', 'refund'),
      ('paying', 'paid'), ('paying', 'wanted'), ('paying', 'needs_staff'),
      ('paid', 'delivered'), ('paid', 'needs_staff'),
      ('needs_staff', 'wanted'), ('needs_staff', 'created'), ('needs_staff', 'paying'), ('needs_staff', 'paid'),
      ('needs_staff', 'delivered'), ('needs_staff', 'refund'),
      ('delivered', 'wanted'))) then
    raise exception 'purchase % is % and does not become %', old.id, old.state, new.state
      using errcode = 'integrity_constraint_violation';
  end if;
  if (new.state, new.reason, new.bought_at) is distinct from (old.state, old.reason, old.bought_at)
    and new.version <= old.version then
    raise exception 'purchase % changes without a new version', old.id using errcode = 'integrity_constraint_violation';
  end if;
  if new.state <> old.state then
    select state into open_order from sync.g2a_orders where purchase_id = new.id and closed_at is null;
    if (new.state in ('wanted', 'refund') and open_order is not null)
      or (new.state in ('created', 'paying', 'paid') and open_order is distinct from new.state)
      or (new.state = 'delivered'
          and not exists (select from sync.game_keys where purchase_id = new.id and replaced_at is null)) then
      raise exception 'purchase % does not become % with an order at G2A that is %', old.id, new.state, open_order
        using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end $$;

create function game_key_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.purchase_id, new.g2a_order, new.ciphertext, new.is_file, new.fetched_at)
      is distinct from (old.id, old.purchase_id, old.g2a_order, old.ciphertext, old.is_file, old.fetched_at)
    or (old.revealed_at is not null
        and (new.revealed_at, new.revealed_by) is distinct from (old.revealed_at, old.revealed_by))
    or new.reveals < old.reveals
    or (old.replaced_at is not null and new.replaced_at is distinct from old.replaced_at) then
    raise exception 'key % stays as it was bought', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger g2a_orders_go_forward before update on g2a_orders
  for each row execute function g2a_order_goes_forward();
create trigger g2a_orders_are_wanted before insert on g2a_orders
  for each row execute function g2a_order_is_wanted();
create trigger g2a_orders_keep before delete or truncate on g2a_orders
  for each statement execute function sync.refuse_change();
create trigger key_purchases_go_forward before update on key_purchases
  for each row execute function key_purchase_goes_forward();
create trigger key_purchases_keep before delete or truncate on key_purchases
  for each statement execute function sync.refuse_change();
create trigger game_keys_stay before update on game_keys for each row execute function game_key_stays();
create trigger game_keys_keep before delete or truncate on game_keys
  for each statement execute function sync.refuse_change();
`;

export class GamePurchases1764200000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RULES);
    const moves = ['state', 'reason', 'bought_at'];
    await runner.query(auditTable('key_purchases', { updatesOf: moves }));
    await runner.query(auditTable('g2a_orders', { updatesOf: ['state', 'refusal'] }));
    // That a key was stored, shown or wrapped anew is on record; nothing of what it is made of.
    await runner.query(auditTable('game_keys', { omit: ['ciphertext', 'wrapped_key'] }));
  }

  async down(): Promise<void> {
    throw new Error('These tables say where money went, and hold keys: they are not dropped.');
  }
}

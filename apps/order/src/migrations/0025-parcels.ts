import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TELLING = ['status', 'reason', 'failure', 'refunded_minor', 'refund_requested_minor'];

/** Open pages follow an order by its version: a parcel that is handed over is a change of the order. */
const advanceOrder = (withParcel: boolean): string => `
create or replace function advance_order() returns trigger language plpgsql set search_path = orders, pg_temp as $$
begin
  if new.id <> old.id or new.user_id <> old.user_id or new.total_minor <> old.total_minor or new.currency <> old.currency
     or new.payment_method <> old.payment_method or new.idempotency_key <> old.idempotency_key
     or new.refunded_minor < old.refunded_minor or new.keys_changed < old.keys_changed
     ${withParcel ? 'or (old.parcel_handed_over_at is not null and new.parcel_handed_over_at is distinct from old.parcel_handed_over_at)' : ''} then
    raise exception 'what was ordered stays as it is' using errcode = 'integrity_constraint_violation';
  end if;
  if new.status <> old.status and not order_move_is_legal(old.status, new.status) then
    raise exception 'an order that is % can not become %', old.status, new.status
      using errcode = 'integrity_constraint_violation', constraint = 'orders_legal_move';
  end if;
  if new.status <> old.status or new.refunded_minor <> old.refunded_minor or new.keys_changed <> old.keys_changed
     ${withParcel ? 'or new.parcel_handed_over_at is distinct from old.parcel_handed_over_at' : ''} then
    new.version := old.version + 1;
    new.updated_at := greatest(clock_timestamp(), old.updated_at);
    if new.status = 'paid' and old.status <> 'paid' then new.paid_at := new.updated_at; end if;
  else
    new.version := old.version;
  end if;
  return new;
end $$`;

const auditOrders = async (runner: QueryRunner, updatesOf: string[]): Promise<void> => {
  await runner.query(`drop trigger audit_changes on orders; drop trigger audit_updates on orders`);
  await runner.query(auditTable('orders', { updatesOf }));
};

/** When the parcel of an order was handed over: an order with games is asked for before, and may wait for keys after it. */
export class Parcels1764100000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table orders add column parcel_handed_over_at timestamptz(3),
        add constraint orders_parcel_of_paid check (parcel_handed_over_at is null
          or status in ('fulfilment_requested', 'completed', 'refunded'))`);
    await runner.query(advanceOrder(true));
    await auditOrders(runner, [...TELLING, 'parcel_handed_over_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await auditOrders(runner, TELLING);
    await runner.query(advanceOrder(false));
    await runner.query(`alter table orders drop column parcel_handed_over_at`);
  }
}

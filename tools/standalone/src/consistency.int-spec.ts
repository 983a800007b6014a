import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHECKS, findWrong, type CheckName } from '@tandem/consistency';
import type { TestDatabase } from '@tandem/testing';
import pg from 'pg';
import { databaseOfAll } from './spec-support/migrated.ts';

const ORDER = '0198c5a0-0000-7000-8000-000000000001';
const RESERVATION = '0198c5a0-0000-7000-8000-000000000002';
const USER = '0198c5a0-0000-7000-8000-000000000003';

/** One part, ten of which came in and two of which one paid order bought; as the services would have written it. */
const A_SALE = `
insert into catalog.parts (id, kind, sku, slug, part_name, price_minor, currency)
  overriding system value values (1, 'physical', 'S', 's', 'Part', 500, 'EUR');
insert into inventory.stock_levels (part_id, current_stock, version) values (1, 8, 4);
insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
  values (1, 10, 10, 'set', now()), (1, -2, 8, 'reservation_committed', now());
insert into inventory.reservations (id, order_id, state, expires_at) values ('${RESERVATION}', '${ORDER}', 'committed', now());
insert into inventory.reservation_lines (reservation_id, part_id, quantity) values ('${RESERVATION}', 1, 2);
insert into orders.orders (id, user_id, idempotency_key, payment_method, status, currency, total_minor, give_up_at, version)
  values ('${ORDER}', '${USER}', 'k', 'balance', 'paid', 'EUR', 1000, now(), 2);
insert into orders.order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
  values ('${ORDER}', 1, 'physical', 'S', 'Part', 2, 500);
insert into orders.order_history (order_id, version, to_status) values ('${ORDER}', 1, 'created'), ('${ORDER}', 2, 'paid');
${eventIn('inventory.outbox', 'stock.updated', '1', 4)};
${eventIn('orders.outbox', 'order.paid', ORDER, 2)};
insert into realtime.event_log (seq, event_id, topic, type, subject, part_id, version, staff_data, occurred_at)
  values (1, gen_random_uuid(), 't', 'stock.updated', '1', 1, 4, '{}', now());`;

function eventIn(outbox: string, type: string, subject: string, version: number): string {
  return `insert into ${outbox} (id, aggregatetype, aggregateid, type, topic, payload, version)
    values (gen_random_uuid(), 'x', '${subject}', '${type}', 't', '{}', ${version})`;
}

/** What breaks each promise, and nothing else. */
const BROKEN: Record<CheckName, string> = {
  ledger: `insert into orders.ledger_accounts (kind, user_id, currency, balance_minor) values ('wallet', '${USER}', 'EUR', 5)`,
  'order total': `update orders.orders set total_minor = 999`,
  'order history': `update orders.order_history set to_status = 'failed' where version = 2`,
  'order at rest': `update orders.orders set status = 'created'; update orders.order_history set to_status = 'created'`,
  'order and reservation': `update orders.orders set status = 'failed'; update orders.order_history set to_status = 'failed'`,
  'sold and reserved': `update orders.order_lines set quantity = 1, unit_price_minor = 1000`,
  'stock and movements': `update inventory.stock_levels set current_stock = 9`,
  'stock and reservations': `update inventory.stock_levels set reserved_quantity = 1`,
  'stock and sales': `update inventory.stock_movements set kind = 'adjusted' where delta < 0`,
  'outbox of stock': eventIn('inventory.outbox', 'stock.updated', '1', 5),
  'outbox of orders': eventIn('orders.outbox', 'order.completed', ORDER, 3),
  'event log of stock': `update realtime.event_log set version = 5`,
};

// Real here: the tables of all services in PostgreSQL. No trigger and no foreign key runs, for they would forbid all of this.
describe('data that contradicts itself', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await databaseOfAll('t_consistency');
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`set session_replication_role = replica; ${A_SALE}`);
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const found = async () => findWrong(async (sql) => (await client.query<object>(sql)).rows);

  it('is not found where all is well', async () => {
    expect(await found()).toEqual([]);
  });

  it.each(CHECKS)('is found by the check of $name alone', async ({ name, says }) => {
    await client.query('begin');
    try {
      await client.query(BROKEN[name]);
      const findings = await found();
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding).toMatchObject({ check: name, says });
    } finally {
      await client.query('rollback');
    }
  });

  it('is looked for in the schemas that a check names, and in no other', async () => {
    for (const { name, sql, reads } of CHECKS) {
      const named = [...sql.matchAll(/\b(\w+)\.(?=\w+)/g)].map(([, schema]) => schema!);
      const schemas = new Set(
        named.filter((schema) => /^(orders|inventory|realtime|catalog|auth|sync)$/.test(schema)),
      );
      expect([name, [...schemas].sort()]).toEqual([name, [...reads].sort()]);
    }
  });
});

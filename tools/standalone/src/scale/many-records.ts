import type { TestDatabase } from '@tandem/testing';
import { FILLED_OUTSIDE, OUTSIDE } from './many-records-outside.ts';

const uuid = (family: string, n: string): string =>
  `('${family}-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;

const USER = uuid('0198c5a5', `1 + n % 1000 * (n % 7)`);
const SECONDS_AGO = `now() - n * interval '1 second'`;
/** Most of them are over; few wait for somebody. */
const STATUS = `(array['completed', 'completed', 'completed', 'refunded', 'cancelled', 'fulfilment_requested', 'paid'])[1 + n % 7]`;

/** Who buys and signs in, and what they bought: some people a lot. */
const PEOPLE = (count: number): string => `
  insert into auth.users (id, email, password_hash, display_name, created_at)
    select ${uuid('0198c5a5', 'n')}, 'customer' || n || '@example.test', '$argon2id$v=19', 'Customer ' || n, ${SECONDS_AGO}
      from generate_series(1, ${count}) n;
  insert into auth.user_roles (user_id, role) select id, 'customer' from auth.users where email like 'customer%';
  insert into auth.user_roles (user_id, role) select id, 'stock' from auth.users where email like 'customer%7777@%';
  update auth.users set deactivated_at = now() where email like 'customer%9999@%';
  insert into auth.account_words (user_id, word)
    select ${uuid('0198c5a5', 'n')}, w from generate_series(1, ${count}) n, lateral unnest(array[
      'customer' || n || '@example.test', 'example.test', 'test', 'customer ' || n, n::text]) w;
  insert into auth.security_events (type, user_id, created_at)
    select 'login.succeeded', ${USER}, ${SECONDS_AGO} from generate_series(1, ${count}) n;
  insert into orders.orders (id, user_id, idempotency_key, payment_method, status, currency, total_minor, give_up_at, created_at)
    select ${uuid('0198c5a6', 'n')}, ${USER}, 'k' || n, 'balance', ${STATUS}, 'EUR', 100 + n * 31 % 90000, now(), now() - (${count} - n) * interval '1 second'
      from generate_series(1, ${count}) n;
  insert into orders.order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
    select id, 1 + number % 1000, 'physical', 'S', 'Part', 1, total_minor from orders.orders;
  insert into orders.order_history (order_id, version, to_status) select id, 1, 'created' from orders.orders;
  insert into orders.last_orders (user_id, number) select user_id, max(number) from orders.orders group by user_id;`;

/** What outside systems and staff left behind. */
const TRACES = (count: number): string => `
  insert into inventory.shortfalls (part_id, source, announced, held, missing, state, resolution, opened_at, resolved_at)
    select n, 'warehouse', 1, 2, case when n % 9 = 0 then 1 else 0 end, case when n % 9 = 0 then 'open' else 'resolved' end,
      case when n % 9 > 0 then 'covered' end, ${SECONDS_AGO}, case when n % 9 > 0 then now() end
      from generate_series(1, ${count}) n;
  insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, reference, actor, created_at)
    select n % 1000, 1, 5, case when n % 50 = 0 then 'adjusted' when n % 51 = 0 then 'set' else 'reservation_committed' end,
      ${USER}, case when n % 50 = 0 then ${USER} end, ${SECONDS_AGO} from generate_series(${count}, 1, -1) n;
  insert into audit.data_change_logs (table_schema, table_name, record_id, operation, old_values, new_values, changed_by, changed_at)
    select 'catalog', (array['parts', 'categories', 'part_images', 'genres'])[1 + n % 4], (n % 5000)::text, 'UPDATE',
      jsonb_build_object('part_name', 'Before ' || n), jsonb_build_object('part_name', 'After ' || n),
      case when n % 3 > 0 then ${USER} end, ${SECONDS_AGO}
      from generate_series(1, ${count}) n;
  insert into sync.webhook_inbox (source, digest, subject, reference, raw, state, event_type, received_at, settled_at)
    select 'g2a.orders', md5(n::text), 's' || n % 5000, 'r' || n, '{}', (array['applied', 'applied', 'refused', 'given_up'])[1 + n % 4], 'order.paid',
      ${SECONDS_AGO}, now() from generate_series(1, ${count}) n;
  insert into sync.sync_runs (id, kind, status, started_at, heard_at, finished_at)
    select ${uuid('0198c5a7', 'n')}, 'g2a_products', 'completed', ${SECONDS_AGO}, now(), now() from generate_series(1, ${count} / 10) n;
  insert into sync.product_links (system, external_id, part_id, sku, linked_at)
    select 'warehouse', 'W-' || n, n, 'MP-' || n, ${SECONDS_AGO} from generate_series(1, ${count}) n;
  insert into catalog.imports (id, status, is_dry_run, file_name, format, columns, columns_key, data_at, position, by, created_at, finished_at)
    select ${uuid('0198c5a8', 'n')}, 'completed', n % 2 = 0, 'file-' || n || '.csv', 'csv', '[]', 'k', 0, 0, ${USER}, ${SECONDS_AGO}, now()
      from generate_series(1, ${count} / 10) n;
  insert into catalog.import_errors (import_id, row, errors, cells)
    select ${uuid('0198c5a8', '1')}, n, '[]', '{}' from generate_series(1, ${count} / 10) n;`;

const FILLED = [
  'auth.users auth.user_roles auth.account_words auth.security_events orders.orders orders.order_lines orders.order_history orders.last_orders',
  'inventory.shortfalls inventory.stock_movements audit.data_change_logs sync.webhook_inbox sync.sync_runs sync.product_links',
  'catalog.imports catalog.import_errors',
].flatMap((tables) => tables.split(' '));

/** Adds what the lists of the panel show beside parts, `count` of each kind where a shop has many. No trigger sees it. */
export async function fillWithRecords(
  database: Pick<TestDatabase, 'query'>,
  count: number,
): Promise<void> {
  await database.query(
    `set session_replication_role = replica; ${PEOPLE(count)} ${TRACES(count)} ${OUTSIDE(count)} set session_replication_role = default;`,
  );
  for (const table of [...FILLED, ...FILLED_OUTSIDE])
    await database.query(`vacuum analyze ${table}`);
}

const uuid = (family: string, n: string): string =>
  `('${family}-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;

const SECONDS_AGO = `now() - n * interval '1 second'`;
const USER = uuid('0198c5a5', `1 + n % 1000`);
const NAMES = `(array['Alpha', 'Brave', 'Crown', 'Delta'])[1 + n % 4] || ' ' || n`;

/** Keys that were bought, and what G2A offers that no part could be made of. One in some hundreds waits for somebody. */
const GAMES = (count: number): string => `
  insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency, state, reason, created_at, part_name)
    select ${uuid('0198c5b1', 'n')}, ${uuid('0198c5a6', `1 + n / 2`)}, 1 + n % 1000, 1 + n % 2, 100, 'EUR', state,
      case state when 'needs_staff' then 'too_dear' when 'refund' then 'gone' end, ${SECONDS_AGO}, ${NAMES}
      from (select n, case when n % 700 = 0 then 'needs_staff' when n % 9000 = 1 then 'refund' when n % 701 = 0 then 'wanted' else 'delivered' end as state
        from generate_series(1, ${count}) n) drawn;
  insert into sync.game_keys (id, purchase_id, ciphertext, wrapped_key, key_version, is_file, fetched_at)
    select ${uuid('0198c5b2', 'n')}, ${uuid('0198c5b1', 'n')}, '\\x00', '\\x00', repeat('a', 16), false, now() from generate_series(2, ${count}) n where n % 700 > 0;
  insert into sync.g2a_products (id, name, digest, available, version, changed_at)
    select 'G-' || n, ${NAMES}, md5(n::text), true, 1, now() from generate_series(1, ${count}) n;
  insert into sync.product_links (system, external_id, part_id, sku, linked_at, unlinked_at)
    select 'g2a', 'G-' || n, n, 'GK-' || n, ${SECONDS_AGO}, case when n % 5000 = 0 then now() end from generate_series(1, ${count}) n;
  insert into catalog.g2a_products (g2a_id, part_id, version, available)
    select 'G-' || n, null, 1, true from generate_series(1, ${count}) n;
  insert into catalog.g2a_refused_products (g2a_id, name, reason, product, since)
    select 'G-' || n, ${NAMES}, 'price_missing', jsonb_build_object('g2a_id', 'G-' || n, 'name', ${NAMES}), ${SECONDS_AGO}
      from generate_series(1, ${count}) n;`;

/** Changes in bulk, and prices of one part that changed all the time. */
const CHANGED = (count: number): string => `
  insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
    select 'physical', 'MR-' || n, 'mr-' || n, 'Part ' || n, 100, 'EUR' from generate_series(1, ${count} / 10) n;
  insert into catalog.bulk_runs (id, change, state, parts, open, done, created_at, started_at, ended_at)
    select ${uuid('0198c5b3', 'n')}, '{"price": {"percent": 5}}', 'finished', 1, 0, 1, ${SECONDS_AGO}, now(), now() from generate_series(1, ${count} / 10) n;
  insert into catalog.bulk_rows (run_id, n, part_id, version, before, after, result, reason)
    select ${uuid('0198c5b3', '1')}, row_number() over (order by id), id, 1, '{}', '{}', case when id % 5000 = 0 then 'refused' else 'done' end,
      case when id % 5000 = 0 then 'it is gone' end from catalog.parts;
  insert into catalog.part_prices (part_id, since, price_minor, currency, offered, version)
    select (select min(id) from catalog.parts), ${SECONDS_AGO}, n, 'EUR', true, n from generate_series(1, ${count} / 10) n;
  insert into inventory.stock_levels (part_id, current_stock, reserved_quantity, min_stock_level, version, last_change, source)
    select id, 5, 0, 2, 1, 'set', 'warehouse' from catalog.parts;
  insert into inventory.safety_buffers (part_id, pieces, updated_at, updated_by, updated_by_name)
    select id, case when id % 3 > 0 then 2 end, now() - id * interval '1 second', ${uuid('0198c5a5', '7')}, 'Somebody' from catalog.parts;`;

/** What money did, and what people would like to have. */
const MONEY = (count: number): string => `
  insert into orders.ledger_entries (id, type, source_id, user_id, order_id, payment_id, currency, amount_minor, payment_method, created_at)
    select ${uuid('0198c5b4', 'n')}, case when n % 3000 = 7 then 'top_up' else 'purchase' end, ${uuid('0198c5a6', 'n')}, ${USER},
      case when n % 3000 <> 7 then ${uuid('0198c5a6', 'n')} end, case when n % 3000 = 7 then ${uuid('0198c5b4', 'n')} end, 'EUR',
      case when n % 3000 = 7 then 500 else -100 end, 'balance', ${SECONDS_AGO} from generate_series(1, ${count}) n;
  insert into orders.wishlist_items (owner_kind, owner_id, part_id)
    select 'user', ${USER}, n from generate_series(1, ${count}) n on conflict do nothing;
  insert into auth.sessions (id, user_id, created_at, idle_expires_at, expires_at, ended_at, end_reason)
    select ${uuid('0198c5b5', 'n')}, ${USER}, ${SECONDS_AGO}, now() + interval '1 day', now() + interval '1 day',
      case when n % 50 > 0 then now() end, case when n % 50 > 0 then 'signed_out' end from generate_series(1, ${count}) n;`;

/** Of the gateway's log no more than it keeps by default; all else that tells how the shop runs. */
const TOLD = (count: number): string => `
  insert into realtime.event_log (seq, event_id, topic, type, subject, staff_data, occurred_at, recorded_at)
    select n, ${uuid('0198c5b6', 'n')}, case when n % 5000 = 0 then 'sync.runs' else 'catalog.parts' end,
      case when n % 7000 = 0 then 'part.deleted' else 'part.updated' end, (n % 5000)::text, '{}', now() - (100000 - n) * interval '1 second', now()
      from generate_series(1, least(${count}, 100000)) n;
  insert into realtime.webhook_endpoints (id, url, types, after_seq)
    select ${uuid('0198c5b7', 'n')}, 'https://example.test/' || n, '{part.updated}', 0 from generate_series(1, 20) n;
  insert into realtime.webhook_deliveries (id, endpoint_id, message_id, type, body, state, created_at, settled_at)
    select ${uuid('0198c5b8', 'n')}, ${uuid('0198c5b7', '1')}, ${uuid('0198c5b6', 'n')}, 'part.updated', '{}',
      case when n % 9000 = 0 then 'failed' else 'delivered' end, ${SECONDS_AGO}, now() from generate_series(1, ${count}) n;
  insert into realtime.webhook_attempts (delivery_id, n, status, duration_ms)
    select ${uuid('0198c5b8', 'n')}, 1, 200, 5 from generate_series(1, ${count}) n;
  ${['realtime', 'catalog']
    .map(
      (schema) => `
  insert into ${schema}.dead_letters (id, consumer, event_id, type, topic, partition, message_offset, headers, payload, error, attempts, failed_at, resolved_at, resolution)
    select ${uuid('0198c5b9', 'n')}, '${schema}', ${uuid('0198c5b6', 'n')}, 'part.updated', 'catalog.parts', 0, n, '{}', '\\x00', 'no', 5, ${SECONDS_AGO},
      case when n % 5000 > 0 then now() end, case when n % 5000 > 0 then 'handled' end from generate_series(1, ${count} / 10) n;`,
    )
    .join('')}
  insert into operations.alerts (id, fingerprint, starts_at, ends_at, name, severity, about, summary, description)
    select ${uuid('0198c5c1', 'n')}, md5(n::text), ${SECONDS_AGO}, case when n % 5000 > 0 then now() end, 'Slow', 'warning', 'catalog', 'It is slow', 'Look'
      from generate_series(1, ${count} / 10) n;
  insert into operations.consistency_differences (id, check_name, about, record, has, due, state, found_at, settled_at, repaired_by_name)
    select ${uuid('0198c5c2', 'n')}, case when n % 7000 = 0 then 'wallets' else 'stock' end, 'part ' || n, n::text, '1', '2',
      case when n % 2 = 0 then 'repaired' else 'gone' end, ${SECONDS_AGO}, now(), case when n % 2 = 0 then 'The check' end
      from generate_series(1, ${count} / 10) n;
  insert into operations.health_changes (id, service, dependency, from_state, to_state, at)
    select ${uuid('0198c5c3', 'n')}, 'catalog', 'postgres', 'up', 'down', ${SECONDS_AGO} from generate_series(1, ${count} / 10) n;
  insert into operations.incidents (id, title, opened_at, closed_at, closed_by, closed_by_name)
    select ${uuid('0198c5c4', 'n')}, 'Incident ' || n, ${SECONDS_AGO}, now(), ${USER}, 'Somebody' from generate_series(1, ${count} / 10) n;
  insert into operations.traces (id, trace_id, reason, correlation_id, started_at, kept_at, duration_ms, name, service, services, span_count, failed)
    select ${uuid('0198c5c5', 'n')}, md5(n::text), 'sample', 'c' || n, now() - (${count} - n) * interval '1 second', now(), n % 900, 'GET /parts', 'catalog',
      case when n % 5000 = 0 then '{catalog,sync-gateway}' else '{catalog}' end::text[], 3, n % 7000 = 0 from generate_series(1, ${count} / 10) n;
  insert into operations.slow_statements (id, service, fingerprint, text, advice, times, worst_ms, worst_at, worst_trace_id, first_at, last_at)
    select ${uuid('0198c5c6', 'n')}, 'catalog', left(md5(n::text), 16), 'select 1', '', 1, n, now(), md5(n::text), now(), now()
      from generate_series(1, ${count} / 100) n;`;

/** What other systems, money, changes in bulk and the watch over the shop leave behind. */
export const OUTSIDE = (count: number): string =>
  [GAMES, CHANGED, MONEY, TOLD].map((part) => part(count)).join('');

export const FILLED_OUTSIDE = [
  'sync.key_purchases sync.game_keys sync.g2a_products sync.product_links catalog.g2a_products catalog.g2a_refused_products',
  'catalog.parts catalog.bulk_runs catalog.bulk_rows catalog.part_prices inventory.stock_levels inventory.safety_buffers',
  'orders.ledger_entries orders.wishlist_items auth.sessions',
  'realtime.event_log realtime.webhook_deliveries realtime.webhook_attempts realtime.dead_letters catalog.dead_letters',
  'operations.alerts operations.consistency_differences operations.health_changes operations.incidents operations.traces operations.slow_statements',
].flatMap((tables) => tables.split(' '));

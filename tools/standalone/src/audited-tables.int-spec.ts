import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@tandem/config/services';
import type { TestDatabase } from '@tandem/testing';
import { databaseOfAll } from './testing/migrated.ts';

const SCHEMAS = SERVICES.map(({ schema }) => schema);

/** Why a table has no place in the audit log. What people decide about always has. */
const NOT_AUDITED: Readonly<Record<string, string>> = {
  'made anew from its owner at any time': `catalog.part_search catalog.search_words catalog.search_synonym_forms catalog.part_listing catalog.part_counts catalog.part_count_changes catalog.staff_listing
    catalog.staff_shelf catalog.image_renditions auth.account_words realtime.part_versions orders.last_orders orders.noted_sources sync.ended_orders inventory.undone_links`,
  'a record of what happened, that nobody changes': `auth.security_events sync.security_events inventory.movement_removals inventory.stock_movements
    inventory.sales inventory.sale_numbers inventory.reservation_lines inventory.stock_return_lines orders.ledger_entries
    orders.ledger_postings orders.order_history orders.order_lines orders.order_steps realtime.event_log realtime.event_log_cut realtime.webhook_attempts realtime.webhook_cursor realtime.webhook_deliveries sync.sync_runs
    sync.sync_run_errors sync.warehouse_reports sync.warehouse_sales operations.consistency_checks operations.consistency_runs catalog.import_errors catalog.part_prices catalog.part_removals catalog.retention_walks operations.audit_seals
    watcher.read_counts watcher.disagreements
    operations.audit_frontier operations.audit_archives operations.audit_chain_looks operations.metric_samples operations.metric_marks operations.backups
    operations.health_states operations.health_changes
    operations.traces operations.slow_statements`,
  'a copy of what an outside system says': `catalog.g2a_products sync.g2a_catalogue sync.g2a_products sync.g2a_stock
    sync.warehouse_feed sync.warehouse_levels`,
  'holds secrets or their hashes, and lives for minutes or days': `auth.refresh_tokens auth.signing_keys auth.email_confirmations
    sync.webhook_nonces realtime.webhook_secrets auth.sessions auth.ended_session_list`,
  'tells a person of what is recorded elsewhere, until they dismiss it': 'realtime.notices',
  'counts reads': 'catalog.popular_reads catalog.cache_reads catalog.search_misses',
  'counts attempts':
    'auth.attempt_counts auth.mail_days orders.mail_days realtime.mail_days orders.unpaid_refusals',
  'counts changes that are audited': 'catalog.taxonomy_versions',
  'bytes; the row that names them is audited':
    'catalog.image_blobs catalog.image_objects catalog.import_chunks',
  'changes with each press of a shopper; what they buy is audited': `orders.carts orders.cart_items orders.wishlists
    orders.wishlist_items orders.stock_wishes orders.stock_wish_asks orders.stock_notices orders.source_notices`,
  'what becomes of each part is audited with the part, and the run with its own table': `catalog.bulk_rows catalog.import_stock catalog.import_pictures
    catalog.part_image_sources inventory.imported_stock`,
  'only migrations and the seed write it': 'auth.permissions catalog.part_status_moves',
  'written by the services alone, from what a source answers and from rows that are audited':
    'inventory.stock_sources sync.sources',
};
const REASONS = new Map(
  Object.entries(NOT_AUDITED).flatMap(([reason, tables]) =>
    tables.split(/\s+/).map((table) => [table, reason] as const),
  ),
);
/** Of the libraries, in every schema: what waits, and what has been dealt with. */
const OF_LIBRARIES = /\.(inbox|outbox|dead_letters|mails|schema_migrations)$/;

/** Real: PostgreSQL with the migrations of all services. */
describe('the audit log', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await databaseOfAll('t_audited');
  });
  afterAll(() => database?.drop());

  const unaudited = async () => {
    const rows = await database.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
        where relkind in ('r', 'p') and not relispartition and relnamespace::regnamespace::text = any($1)
          and not exists (
            select from pg_trigger where tgrelid = c.oid and tgfoid = 'audit.log_change'::regproc)
        order by 1`,
      [SCHEMAS],
    );
    return rows
      .map(({ name }) => name)
      .filter((name) => !REASONS.has(name) && !OF_LIBRARIES.test(name));
  };

  it('has the changes of every table, but those that there is a reason to leave out', async () => {
    expect(await unaudited()).toEqual([]);
    await database.query('drop trigger audit_changes on catalog.parts');
    expect(await unaudited()).toEqual(['catalog.parts']);
  });
});

/**
 * Why a table needs no job that clears it: what bounds it instead, or why it is kept. A table that a cleared one takes with it
 * (`on delete cascade`) is not listed.
 */
const BOUNDED: Readonly<Record<string, string>> = {
  'as many rows as people have made one by one: accounts, roles, groups, words, settings, endpoints, filters (50 a person at most)': `auth.permissions auth.role_permissions auth.roles auth.user_roles auth.users auth.account_words
    catalog.categories catalog.category_changes catalog.category_redirects catalog.genres catalog.genre_changes catalog.genre_redirects
    catalog.platforms catalog.platform_changes catalog.platform_redirects catalog.search_settings catalog.search_synonyms
    catalog.search_synonym_forms catalog.taxonomy_versions inventory.category_buffers operations.saved_filters realtime.feature_flags
    realtime.webhook_endpoints`,
  'as many rows as there are parts, and words, pictures and marks of them': `catalog.parts catalog.part_field_owners catalog.part_genres catalog.part_platforms catalog.part_images catalog.part_image_sources
    catalog.part_listing catalog.part_removals catalog.part_search catalog.part_specifications catalog.staff_listing catalog.staff_shelf catalog.search_words
    inventory.movement_removals inventory.stock_levels inventory.safety_buffers inventory.stock_sources orders.last_orders realtime.part_versions`,
  'as many rows as an outside system has products': `catalog.g2a_products catalog.g2a_refused_products sync.g2a_products sync.g2a_stock sync.product_links
    sync.warehouse_levels inventory.undone_links`,
  'a fixed number of rows': `catalog.retention_walks catalog.part_status_moves catalog.part_counts inventory.sale_numbers operations.audit_frontier operations.audit_chain_looks
    operations.consistency_checks realtime.event_log_cut realtime.webhook_cursor orders.ledger_accounts orders.noted_sources sync.g2a_catalogue
    sync.sources sync.warehouse_feed sync.warehouse_reports`,
  'taken up and deleted by its reader within seconds': 'catalog.part_count_changes',
  'the newest 50 of each person; who reads or writes deletes the rest': 'realtime.notices',
  'counts of attempts, which their library (rate-limiter-flexible) deletes five minutes after they have expired':
    'auth.attempt_counts',
  'one row a key of 30 days that signs, and all of them are needed to know who signed':
    'auth.signing_keys',
  'one row a backup': 'operations.backups',
  'money and goods: tax law has orders, payments and what proves them kept for ten years, and each figure is the sum of its entries': `orders.orders orders.order_lines orders.order_history orders.order_steps orders.order_keys orders.key_reveals orders.payments
    orders.refunds orders.ledger_entries orders.ledger_postings inventory.reservations inventory.reservation_lines inventory.sales
    inventory.shortfalls inventory.stock_returns inventory.stock_return_lines sync.ended_orders sync.game_keys
    sync.g2a_orders sync.g2a_payments sync.g2a_refunds sync.key_purchases sync.warehouse_sales`,
  'one row an object of the bucket; the job remove-orphaned-images deletes what no picture refers to':
    'catalog.image_objects',
  'carts and wishlists of accounts: 200 and 400 parts at most, and they go with the account; those of guests are cleared':
    'orders.cart_items orders.wishlist_items',
  'the audit log: the job archive-audit-log moves what is older than AUDIT_KEPT_DAYS into files, which are evidence and kept; audit_archive_overdue_seconds tells when it does not': `audit.data_change_logs operations.audit_seals operations.audit_archives`,
};

/** Of the libraries, in every schema. */
const OF_LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/\.schema_migrations$/, 'one row a migration'],
  [
    /_jobs\.\w+$/,
    'pg-boss deletes a job an hour after it is done and statistics after days; a job that was given up waits for staff, who are told of it',
  ],
];

const REASONS = new Map(
  Object.entries(BOUNDED).flatMap(([reason, tables]) =>
    tables.split(/\s+/).map((table) => [table, reason] as const),
  ),
);

/** The argument for leaving a table alone; undefined when there is none. */
export function boundOf(table: string): string | undefined {
  return REASONS.get(table) ?? OF_LIBRARIES.find(([tables]) => tables.test(table))?.[1];
}

/** The tables that are argued for, by the argument. */
export const ARGUED: readonly (readonly [string, readonly string[]])[] = Object.entries(
  BOUNDED,
).map(([reason, tables]) => [reason, tables.split(/\s+/).sort()]);

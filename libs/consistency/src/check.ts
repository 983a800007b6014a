/** What a check is walked by: a table, and the key its rows are read in order of. */
export interface Walk {
  table: string;
  /** Columns of its primary key, each with its type. */
  key: readonly (readonly [column: string, type: string])[];
}

/** The condition that a statement looks at one slice of its walk, given the walk's key as the statement names it. */
export type Slice = (...columns: string[]) => string;

/** A promise about the data that one statement can prove broken. */
export interface Check {
  name: string;
  /** What each row that is found means, in plain English. */
  says: string;
  /** What kind of record `id` names. */
  about: string;
  /** The schemas that it reads. */
  reads: readonly string[];
  /** It is read slice by slice; absent: what it reads is few rows however large the shop is, or an aggregate of all. */
  over?: Walk;
  /** Rows of its walk that one statement looks at, where each stands for many. Default 1,000. */
  slice?: number;
  /**
   * Selects the rows that break the promise: `id`, the value that the record `has`, and the one that is `due`. The id begins with
   * the key of the walk, and what follows a `/` tells rows of one key apart.
   */
  sql: (slice: Slice) => string;
}

const walk = (table: string, ...key: [string, string][]): Walk => ({ table, key });

/** What the checks are walked by. */
export const OVER = {
  parts: walk('catalog.parts', ['id', 'integer']),
  images: walk('catalog.part_images', ['id', 'uuid']),
  products: walk('catalog.g2a_products', ['g2a_id', 'text']),
  levels: walk('inventory.stock_levels', ['part_id', 'integer']),
  figures: walk('inventory.stock_sources', ['part_id', 'integer']),
  reservations: walk('inventory.reservations', ['id', 'uuid']),
  stockEvents: walk('inventory.outbox', ['seq', 'bigint']),
  orders: walk('orders.orders', ['id', 'uuid']),
  orderEvents: walk('orders.outbox', ['seq', 'bigint']),
  carts: walk('orders.carts', ['owner_kind', 'text'], ['owner_id', 'uuid']),
  cartItems: walk(
    'orders.cart_items',
    ['owner_kind', 'text'],
    ['owner_id', 'uuid'],
    ['part_id', 'integer'],
  ),
  wishes: walk(
    'orders.wishlist_items',
    ['owner_kind', 'text'],
    ['owner_id', 'uuid'],
    ['part_id', 'integer'],
  ),
  log: walk('realtime.event_log', ['seq', 'bigint']),
  heard: walk('realtime.part_versions', ['part_id', 'integer']),
  links: walk('sync.product_links', ['id', 'uuid']),
  notifications: walk('sync.webhook_inbox', ['id', 'bigint']),
  payments: walk('sync.g2a_payments', ['payment_id', 'uuid']),
  refunds: walk('sync.g2a_refunds', ['refund_id', 'uuid']),
  purchases: walk('sync.key_purchases', ['id', 'uuid']),
  reported: walk('sync.warehouse_sales', ['number', 'bigint']),
  disagreements: walk('watcher.disagreements', ['id', 'uuid']),
  seals: walk('operations.audit_seals', ['number', 'bigint']),
} as const satisfies Record<string, Walk>;

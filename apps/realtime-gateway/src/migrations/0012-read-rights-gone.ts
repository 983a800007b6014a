import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gateway read for the consistency check, which operations does now (decision 0094). What it reads of its own need stays. */
const READ: Readonly<Record<string, readonly string[]>> = {
  catalog: [
    'categories',
    'g2a_products',
    'image_renditions',
    'part_content_versions',
    'part_field_owners',
    'part_images',
    'part_listing',
    'part_search',
    'part_specifications',
    'parts',
  ],
  inventory: [
    'category_buffers',
    'reservation_lines',
    'reservations',
    'safety_buffers',
    'sale_numbers',
    'sales',
    'shortfalls',
    'stock_levels',
    'stock_movements',
    'stock_public',
    'stock_sources',
  ],
  orders: [
    'cart_items',
    'carts',
    'ledger_discrepancies',
    'order_history',
    'order_lines',
    'orders',
    'wishlist_items',
  ],
  sync: ['product_links'],
};

/** Of these it had some columns. */
const READ_COLUMNS: Readonly<Record<string, { columns: string; schemas: string }>> = {
  outbox: {
    columns: 'seq, id, aggregateid, type, version, created_at, published_at',
    schemas: 'auth catalog inventory orders sync',
  },
  inbox: { columns: 'consumer, event_id', schemas: 'catalog inventory orders' },
  dead_letters: {
    columns: 'id, consumer, event_id, failed_at',
    schemas: 'catalog inventory orders',
  },
  webhook_inbox: { columns: 'id, subject, state, settled_at', schemas: 'sync' },
  job: { columns: 'name, state', schemas: 'inventory_jobs' },
};

const ROLE = 'tandem_realtime';

/** The schemas stand before this one. A spec of this service alone makes none of them: then there is nothing to read. */
const where = (relation: string, sql: string): string =>
  `do $$ begin if to_regclass('${relation}') is not null then ${sql}; end if; end $$`;

const wholes = Object.entries(READ).flatMap(([schema, names]) =>
  names.map((name) => ({ schema, name, columns: '' })),
);
const parts = Object.entries(READ_COLUMNS).flatMap(([name, { columns, schemas }]) =>
  schemas.split(' ').map((schema) => ({ schema, name, columns: `(${columns})` })),
);

export class ReadRightsGone1765100000012 implements MigrationInterface {
  name = 'ReadRightsGone1765100000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const { schema, name, columns } of [...wholes, ...parts])
      await runner.query(
        where(`${schema}.${name}`, `revoke select ${columns} on ${schema}.${name} from ${ROLE}`),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { schema, name, columns } of [...wholes, ...parts])
      await runner.query(
        where(`${schema}.${name}`, `grant select ${columns} on ${schema}.${name} to ${ROLE}`),
      );
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the consistency check holds against each other (decision 0094). Of accounts and sessions it reads nothing. */
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
  realtime: ['event_log', 'part_versions'],
  sync: ['product_links'],
};

/** Of these only what tells a record from another: what they carry is nobody's business here. */
const READ_COLUMNS: Readonly<Record<string, { columns: string; schemas: string }>> = {
  outbox: {
    columns: 'seq, id, aggregateid, type, version, created_at, published_at',
    schemas: 'auth catalog inventory orders sync realtime',
  },
  inbox: { columns: 'consumer, event_id', schemas: 'catalog inventory orders realtime' },
  dead_letters: {
    columns: 'id, consumer, event_id, failed_at',
    schemas: 'catalog inventory orders realtime',
  },
  webhook_inbox: { columns: 'id, subject, state, settled_at', schemas: 'sync' },
  job: { columns: 'name, state', schemas: 'inventory_jobs' },
};

const ROLE = 'tandem_operations';

/** The schemas stand before this one. A spec of this service alone makes none of them: then there is nothing to read. */
const where = (relation: string, sql: string): string =>
  `do $$ begin if to_regclass('${relation}') is not null then ${sql}; end if; end $$`;

const wholes = Object.entries(READ).flatMap(([schema, names]) =>
  names.map((name) => ({ schema, name, columns: '' })),
);
const parts = Object.entries(READ_COLUMNS).flatMap(([name, { columns, schemas }]) =>
  schemas.split(' ').map((schema) => ({ schema, name, columns: `(${columns})` })),
);

export class ReadRights1765100000011 implements MigrationInterface {
  name = 'ReadRights1765100000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const { schema, name, columns } of [...wholes, ...parts])
      await runner.query(
        where(
          `${schema}.${name}`,
          `grant usage on schema ${schema} to ${ROLE}; grant select ${columns} on ${schema}.${name} to ${ROLE}`,
        ),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { schema, name, columns } of [...wholes, ...parts])
      await runner.query(
        where(`${schema}.${name}`, `revoke select ${columns} on ${schema}.${name} from ${ROLE}`),
      );
  }
}

import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Products of G2A that the shop could not take, as they were told, so that staff see them and can try again. That one was
 * refused is on record once; that it was told again, with the same fault, is not.
 */
const TABLE = `
  create table g2a_refused_products (
    g2a_id text primary key references g2a_products (g2a_id) on delete cascade,
    name text not null check (char_length(name) <= 200),
    reason text not null check (reason in ('name_missing', 'name_too_long', 'price_missing', 'price_unusable',
      'currency_unknown', 'description_too_long', 'part_unknown', 'part_is_no_game')),
    /* Null: it was refused before such were kept. */
    product jsonb check (product ->> 'g2a_id' = g2a_id),
    since timestamptz(3) not null default clock_timestamp(),
    tried_at timestamptz(3)
  );
  insert into g2a_refused_products (g2a_id, name, reason, since)
    select g2a_id, left(coalesce(offer ->> 'part_name', ''), 200), refused, updated_at
      from g2a_products where refused is not null;
  create index g2a_refused_products_newest on g2a_refused_products (since desc, g2a_id desc);
  alter table g2a_products drop column refused;
`;

const BACK = `
  alter table g2a_products add column refused text;
  update g2a_products g set refused = r.reason from g2a_refused_products r where r.g2a_id = g.g2a_id;
  create index g2a_products_refused on g2a_products (updated_at desc) where refused is not null;
  drop table g2a_refused_products;
`;

export class RefusedProducts1700000000047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    const options = { idColumn: 'g2a_id', omit: ['product'], updatesOf: ['reason', 'tried_at'] };
    await runner.query(auditTable('g2a_refused_products', options));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}

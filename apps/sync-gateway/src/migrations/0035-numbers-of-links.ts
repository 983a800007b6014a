import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Of two links of a part the later one has the higher number: whoever hears of figures and of undone links in another order
 * knows what belongs together.
 */
export class NumbersOfLinks1764200000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence product_link_numbers;
      alter table product_links add column number bigint not null default nextval('product_link_numbers')
        constraint product_links_number unique;
      alter table g2a_stock add column announced_link bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table g2a_stock drop column announced_link;
      alter table product_links drop column number;
      drop sequence product_link_numbers`);
  }
}

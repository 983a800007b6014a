import { currencyDecimalsSql } from '@tandem/kernel';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The decimals that the services took from ICU, which are of cash, where they are other than those of ISO 4217: amounts in
 * these were kept in units that many times too large.
 */
const TIMES: [string, number][] = [
  ['AFN,ALL,COP,HUF,IDR,IRR,KPW,LAK,LBP,MGA,MMK,PKR,SLL,SOS,SYP,YER', 100],
  ['IQD', 1000],
];

/**
 * One table of currencies (decision 0023): the function is made from the one the services compute with, and knows no decimals
 * for what is no currency. What was saved with others is brought to them, in old versions too.
 */
export class Currencies1700000000040 implements MigrationInterface {
  name = 'Currencies1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create or replace function currency_exponent(currency text) returns integer
         language sql immutable parallel safe return ${currencyDecimalsSql()}`,
    );
    for (const [codes, times] of TIMES) {
      await runner.query(
        `update parts set price_minor = price_minor * $2 where currency = any (string_to_array($1, ','))`,
        [codes, times],
      );
      await runner.query(
        `update part_content_versions set content_snapshot = jsonb_set(content_snapshot, '{price,amount}',
           to_jsonb(((content_snapshot #>> '{price,amount}')::numeric * $2)::text))
         where content_snapshot #>> '{price,currency}' = any (string_to_array($1, ','))`,
        [codes, times],
      );
    }
    // Rows that stand already may be in a currency that was one once.
    await runner.query(
      `alter table parts add constraint parts_currency_known
         check (currency_exponent(currency) is not null) not valid`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table parts drop constraint parts_currency_known');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sealChanges, WORDS_OF_EACH, wordsFunction } from './0003-audit-seals.js';

/** The texts of all rows of a seal are taken apart in one go: a call for each row cost three times as much. */
const WORDS_OF_ALL = `    select array_to_tsvector(array_agg(distinct w.word)) into made.words
      from (
        select unnest(words_in(string_agg(left(concat_ws(' ', l.old_values, l.new_values), 100000), ' '))) as word
          from audit.data_change_logs l
         where l.id > made.after_id and l.id <= made.to_id
         union all
        select unnest(array['table:' || l.table_name, 'operation:' || l.operation, 'person:' || coalesce(l.changed_by::text, 'system')])
          from audit.data_change_logs l
         where l.id > made.after_id and l.id <= made.to_id
      ) w;`;

/** Sealing keeps pace with an import: it was the dearest statement of one. */
export class SealWordsTogether1767500000030 implements MigrationInterface {
  name = 'SealWordsTogether1767500000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(wordsFunction('words_in', 'said'));
    await runner.query('revoke all on function operations.words_in(text) from public');
    await runner.query(sealChanges(WORDS_OF_ALL));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(sealChanges(WORDS_OF_EACH));
    await runner.query('drop function operations.words_in(text)');
  }
}

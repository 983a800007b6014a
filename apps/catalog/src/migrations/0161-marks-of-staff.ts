import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Marks of what was there before 0160: of what is not shown, and of what is low in stock. By itself, so that no trigger is being made meanwhile. */
export class MarksOfStaff1700000000211 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Of a large shop this takes minutes. Whoever changes one of these parts meanwhile waits for it.
    await runner.query('set local statement_timeout = 0');
    await runner.query(`
      with due as materialized (
        select part_id, search_marks(part_id, grouped, tags, price_amount) as marked from staff_listing
         where grouped % 10 <> 1 or (low_stock and in_stock) order by part_id for update)
      update part_search s
         set document = ts_delete(document, s.marks) || array_to_tsvector(marked),
             headline = ts_delete(headline, s.marks) || array_to_tsvector(marked), marks = marked
        from due where due.part_id = s.part_id and s.marks <> marked`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('set local statement_timeout = 0');
    await runner.query(`
      with due as materialized (
        select part_id, case when shown then search_marks(part_id, tags, price_amount) else '{}' end as marked
          from part_listing order by part_id for update)
      update part_search s
         set document = ts_delete(document, s.marks) || array_to_tsvector(marked),
             headline = ts_delete(headline, s.marks) || array_to_tsvector(marked), marks = marked
        from due where due.part_id = s.part_id and s.marks <> marked`);
  }
}

import type { Queryable } from '@tandem/persistence';

/** What the planner says of the top of a plan. */
export interface Explained {
  'Node Type': string;
  'Plan Rows': number;
  Plans?: Explained[];
}

/** Runs a statement that begins with `explain (format json)`. */
export async function explain(
  db: Queryable,
  { sql, parameters }: { sql: string; parameters: unknown[] },
): Promise<Explained> {
  const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Explained }] }>(sql, parameters);
  return row!['QUERY PLAN'][0].Plan;
}

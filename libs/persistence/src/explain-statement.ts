import type { Database } from './database.js';
import { adviceOn, type PlanStep } from './plan-advice.js';
import { onlyReads } from './statement-text.js';
import { transaction } from './transaction.js';

const WITHIN_MS = 2_000;

export interface Explained {
  plan: PlanStep;
  advice: string[];
}

/**
 * How the server would go about a statement, whatever its values: it is planned and never run, read-only and for two seconds
 * at most. Null for what writes, and for what can't be planned without its values.
 */
export async function explainStatement(database: Database, sql: string): Promise<Explained | null> {
  if (!onlyReads(sql)) return null;
  return transaction(database, async (tx) => {
    await tx.execute('set transaction read only');
    await tx.execute(`set local statement_timeout = ${WITHIN_MS}`);
    // Without values in the call it is sent as it stands, with its $1 in it.
    const [explained] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanStep }] }>(
      `explain (generic_plan, format json) ${sql}`,
    );
    const plan = explained!['QUERY PLAN'][0].Plan;
    const tables = await tx.query<{ name: string; rows: number }>(
      `select relname::text as name, max(reltuples)::float8 as rows from pg_class
        where relname = any($1) and relkind in ('r', 'm', 'p') group by relname`,
      [[...tablesOf(plan)]],
    );
    const [memory] = await tx.query<{ bytes: number }>(
      `select pg_size_bytes(current_setting('work_mem'))::float8 as bytes`,
    );
    const rows = new Map(tables.map((table) => [table.name, table.rows]));
    return { plan, advice: adviceOn(plan, { rows, workMemBytes: memory!.bytes }) };
  });
}

function* tablesOf(step: PlanStep): Generator<string> {
  if (step['Relation Name'] !== undefined) yield step['Relation Name'];
  for (const below of step.Plans ?? []) yield* tablesOf(below);
}

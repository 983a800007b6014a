import { gauges } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import { jobsSchemaOf } from '../schema.js';
import type { Kept } from './kept.js';

const stores = gauges({
  retention_rows: {
    description: 'Rows of each table, as PostgreSQL estimated them when it last looked through it.',
    unit: '{row}',
  },
  retention_overdue: {
    description: 'How long the oldest row of a table has outlived its time.',
    unit: 's',
  },
});

/** Partitions are counted with their table. What was never looked through counts nothing. */
const ROWS = `
select coalesce(i.inhparent, c.oid)::regclass::text as store, sum(greatest(c.reltuples, 0))::float8 as value
  from pg_class c left join pg_inherits i on i.inhrelid = c.oid
 where c.relkind = 'r' and c.relnamespace::regnamespace::text = any ($1::text[])
 group by 1`;

/**
 * How much each table of a service holds, and what should be gone from it, read as metrics are collected. Every instance
 * tells it: when no instance does the job, that is when it must be told.
 */
export function watchStores(
  database: Database,
  schema: string,
  kept: () => readonly Kept[],
): { stop(): void } {
  const schemas = [schema, jobsSchemaOf(schema), 'audit'];
  return stores.observe(async () => {
    const [rows, overdue] = await Promise.all([
      database.query<{ store: string; value: number }>(ROWS, [schemas]),
      overdueOf(database, kept()),
    ]);
    return {
      retention_rows: rows.map(({ store, value }) => ({
        value,
        attributes: { store: store.includes('.') ? store : `${schema}.${store}` },
      })),
      retention_overdue: [...overdue].map(([table, value]) => ({
        value,
        attributes: { store: `${schema}.${table}` },
      })),
    };
  });
}

/** In seconds, by table: the worst of what is said of it. */
async function overdueOf(
  database: Database,
  kept: readonly Kept[],
): Promise<ReadonlyMap<string, number>> {
  if (kept.length === 0) return new Map();
  const [row] = await database.query<Record<string, number>>(
    `select ${kept.map((one, n) => `${secondsOverdue(one)} as "${n}"`).join(', ')}`,
  );
  const worst = new Map<string, number>();
  kept.forEach(({ table }, n) =>
    worst.set(table, Math.max(worst.get(table) ?? 0, Number(row![n]))),
  );
  return worst;
}

const secondsOverdue = ({
  table,
  since,
  where = 'true',
  for: { seconds },
  overdue,
}: Kept): string =>
  overdue ??
  `greatest(0, coalesce((select extract(epoch from clock_timestamp() - (${since}))::float8 from ${table}
     where (${since}) is not null and (${where}) order by ${since} limit 1) - ${seconds}, 0))`;

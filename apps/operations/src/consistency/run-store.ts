import type { Queryable, Tx } from '@tandem/persistence';

/** A look at the shop's records, from its beginning to its end. */
export interface ConsistencyRun {
  id: string;
  state: 'running' | 'completed' | 'failed';
  checks: string[];
  current_check: string | null;
  looked_at: number;
  found: number;
  started_by: string | null;
  started_by_name: string | null;
  started_at: Date;
  finished_at: Date | null;
}

const RUN = `id, state, checks, current_check, looked_at::float8 as looked_at, found, started_by, started_by_name,
  started_at, finished_at`;

/** A process that died keeps no other run from beginning for longer than this. */
const SILENT_MINUTES = 10;

/** @throws QueryFailedError (unique) while another run is under way. */
export async function insertRun(
  tx: Tx,
  run: Pick<ConsistencyRun, 'id' | 'checks' | 'started_by' | 'started_by_name'>,
): Promise<void> {
  await tx.execute(
    `update consistency_runs set state = 'failed', finished_at = clock_timestamp()
      where state = 'running' and told_at < clock_timestamp() - make_interval(mins => $1)`,
    [SILENT_MINUTES],
  );
  await tx.execute(
    `insert into consistency_runs (id, checks, started_by, started_by_name) values ($1, $2, $3, $4)`,
    [run.id, run.checks, run.started_by, run.started_by_name],
  );
}

/** A run that is under way. */
export async function runningRun(db: Queryable, id: string): Promise<ConsistencyRun | null> {
  const [run] = await db.query<ConsistencyRun>(
    `select ${RUN} from consistency_runs where id = $1 and state = 'running'`,
    [id],
  );
  return run ?? null;
}

export async function newestRun(db: Queryable): Promise<ConsistencyRun | null> {
  const [run] = await db.query<ConsistencyRun>(
    `select ${RUN} from consistency_runs order by started_at desc limit 1`,
  );
  return run ?? null;
}

export async function noteProgress(
  db: Queryable,
  id: string,
  { check, lookedAt, found }: { check: string; lookedAt: number; found: number },
): Promise<void> {
  await db.execute(
    `update consistency_runs set current_check = $2, looked_at = $3, found = $4, told_at = clock_timestamp()
      where id = $1 and state = 'running'`,
    [id, check, lookedAt, found],
  );
}

export async function endRun(
  db: Queryable,
  id: string,
  state: 'completed' | 'failed',
): Promise<void> {
  await db.execute(
    `update consistency_runs set state = $2, finished_at = clock_timestamp(), current_check = null
      where id = $1 and state = 'running'`,
    [id, state],
  );
}

import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound, type Page } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { RunErrorView, RunsQuery, RunView } from './runs.dto.js';
import { RUN_COLUMNS, type SyncRun } from './sync-run.js';

/** Errors that a run's own answer shows. */
const SHOWN = 100;

/** What staff see of runs, straight from the database. */
@Injectable()
export class RunQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list({ kind, limit, cursor }: RunsQuery): Promise<Page<RunView>> {
    const place = decodeCursor(cursor, { started_at: 'time', id: 'uuid' });
    const rows = await this.database.query<SyncRun>(
      `select ${RUN_COLUMNS} from sync_runs
        where ($1::text is null or kind = $1)
          and ($2::timestamptz is null or (started_at, id) < ($2::timestamptz, $3::uuid))
        order by started_at desc, id desc limit $4`,
      [kind ?? null, place?.started_at ?? null, place?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => toView(row));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ started_at: last.started_at, id: last.id }) : null;
    return { items, next_cursor };
  }

  /** @throws DomainError 404 */
  async one(id: string): Promise<RunView & { errors: RunErrorView[] }> {
    const [row] = await this.database.query<SyncRun>(
      `select ${RUN_COLUMNS} from sync_runs where id = $1`,
      [id],
    );
    if (!row) throw notFound('run', id);
    const errors = await this.database.query<Omit<RunErrorView, 'at'> & { at: Date }>(
      'select n, subject, reason, at from sync_run_errors where run_id = $1 order by n limit $2',
      [id, SHOWN],
    );
    return {
      ...toView(row),
      errors: errors.map((error) => ({ ...error, at: error.at.toISOString() })),
    };
  }

  /** The newest run of each kind. */
  async newest(): Promise<RunView[]> {
    const rows = await this.database.query<SyncRun>(
      `select ${RUN_COLUMNS} from (select distinct on (kind) * from sync_runs order by kind, started_at desc, id desc) r
        order by kind`,
    );
    return rows.map((row) => toView(row));
  }
}

function toView({ started_at, finished_at, ...run }: SyncRun): RunView {
  return {
    ...run,
    started_at: started_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}

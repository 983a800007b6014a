import type { EventData, SyncKind, SyncProgressed } from '@tandem/contracts';

/** A row of `sync_runs`, as it is read. */
export interface SyncRun {
  id: string;
  kind: SyncKind;
  status: 'running' | 'completed' | 'failed';
  processed: number;
  total: number | null;
  failed: number;
  reason: string | null;
  version: number;
  started_at: Date;
  finished_at: Date | null;
  started_by: string | null;
}

export const RUN_COLUMNS = `id, kind, status, processed, total, failed, reason, version::float8, started_at, finished_at,
  started_by`;

/** What is told of a run. */
export function runNews(run: SyncRun): EventData<typeof SyncProgressed> {
  return {
    run_id: run.id,
    version: run.version,
    kind: run.kind,
    status: run.status,
    processed: run.processed,
    total: run.total,
    failed: run.failed,
    reason: run.reason,
    started_at: run.started_at.toISOString(),
    finished_at: run.finished_at?.toISOString() ?? null,
  };
}

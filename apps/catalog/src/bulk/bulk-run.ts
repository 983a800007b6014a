import { conflict, notFound } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import type { BulkChange, BulkFields } from './bulk-change.js';

export const RUN_STATES = [
  'ready',
  'running',
  'finished',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** In the order of the columns that count them. */
export const ROW_RESULTS = [
  'open',
  'done',
  'unchanged',
  'conflict',
  'refused',
  'restored',
  'not_restored',
] as const;
export type RowResult = (typeof ROW_RESULTS)[number];

/** What one part of a run is to become, or became. */
export interface BulkRow {
  n: number;
  part_id: number;
  version: number;
  before: Partial<BulkFields>;
  after: Partial<BulkFields>;
  result: RowResult;
  reason: string | null;
}

export interface HeldRun {
  state: RunState;
  change: BulkChange;
  done: number;
  acting_by: string | null;
  acting_by_name: string | null;
}

/** Whose right a change needs: stock is written by other staff than content. */
export type RunSubject = 'content' | 'stock';

/**
 * The locked row of a run: whoever works on it or says how it goes on waits here, so that no row of it is worked on twice.
 * @throws DomainError 404, also for a run of another subject than the one that is named.
 */
export async function holdRun(tx: Tx, id: string, subject?: RunSubject): Promise<HeldRun> {
  const [run] = await tx.query<HeldRun>(
    `select state, change, done, acting_by, acting_by_name from bulk_runs where id = $1 for update`,
    [id],
  );
  const isOther = subject && run && (run.change.stock !== undefined) !== (subject === 'stock');
  if (!run || isOther) throw notFound('bulk change', id);
  return run;
}

const STATE_WORDS: Readonly<Record<RunState, string>> = {
  ready: 'has not been started',
  running: 'is running',
  finished: 'is finished',
  cancelled: 'is cancelled',
  undoing: 'is being undone',
  undone: 'is undone',
};

/** @throws DomainError 409 `bulk_state` unless the run is in one of these states. */
export function requireState({ state }: HeldRun, ...allowed: RunState[]): void {
  if (allowed.includes(state)) return;
  throw conflict('bulk_state', `This bulk change ${STATE_WORDS[state]}.`, { state });
}

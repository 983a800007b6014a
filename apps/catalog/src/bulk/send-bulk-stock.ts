import { Injectable } from '@nestjs/common';
import type { ImportedStock } from '@tandem/contracts';
import { faultPoint } from '@tandem/fault-points';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v5 as uuidv5 } from 'uuid';
import { TellStock } from '../shelves/tell-stock.js';
import { holdRun, type BulkRow, type HeldRun, type RowResult } from './bulk-run.js';
import {
  endRun,
  sendRows,
  settleRows,
  unansweredRows,
  type SentAs,
  type Settled,
} from './bulk-store.js';

/** As many as inventory locks at once. */
const ROWS_AT_ONCE = 100;
const LONGEST_REASON = 300;

interface Batch {
  run: HeldRun;
  as: SentAs;
  rows: BulkRow[];
}

/**
 * Changes of stock go to inventory, whose writes they are. Rows are marked before it is told of them and settled with its
 * answer; it answers a row that it is told of again. So a run that is killed in between asks once more and nothing counts twice.
 */
@Injectable()
export class SendBulkStock {
  constructor(
    private readonly database: Database,
    private readonly tellStock: TellStock,
  ) {}

  /**
   * @returns false when nothing of the run is left.
   * @throws DomainError when inventory does not answer: then the same rows are sent again.
   */
  async nextBatch(runId: string): Promise<boolean> {
    const batch = await transaction(this.database, (tx) => this.take(tx, runId));
    if (!batch) return false;
    const results = await this.tellStock.tell(toldOf(runId, batch));
    faultPoint('bulk.stock-answered');
    await transaction(this.database, (tx) => this.settle(tx, runId, batch.as, results));
    return true;
  }

  private async take(tx: Tx, runId: string): Promise<Batch | null> {
    const run = await holdRun(tx, runId);
    // Also of a run that was stopped meanwhile: what inventory has written is to be known, and can be undone.
    const unanswered = await unansweredRows(tx, runId);
    if (unanswered) return { run, ...unanswered };
    if (run.state !== 'running' && run.state !== 'undoing') return null;
    const as = run.state === 'running' ? 'change' : 'undo';
    const rows = await sendRows(tx, runId, as, ROWS_AT_ONCE);
    if (rows.length > 0) return { run, as, rows };
    await endRun(tx, runId, as === 'change' ? 'finished' : 'undone');
    return null;
  }

  private async settle(
    tx: Tx,
    runId: string,
    as: SentAs,
    results: readonly ImportedStock[],
  ): Promise<void> {
    await holdRun(tx, runId);
    const unanswered = await unansweredRows(tx, runId);
    if (unanswered?.as !== as) return;
    const answers = new Map(results.map((result) => [result.row, result]));
    const settled = unanswered.rows.flatMap((row) => {
      const answer = answers.get(row.n);
      return answer ? [settledAs(as, row, answer)] : [];
    });
    await settleRows(tx, runId, as === 'change' ? 'open' : 'done', settled);
  }
}

function toldOf(runId: string, { run, as, rows }: Batch) {
  const why = run.change.stock!.reason;
  return {
    // Each row is written twice at most: once when it is changed, and once when that is undone.
    import_id: as === 'change' ? runId : uuidv5('undo', runId),
    reference: runId,
    reason: as === 'change' ? why : `Undone: ${why}`,
    by: { id: run.acting_by, name: run.acting_by_name },
    lines: rows.map(({ n, part_id, before, after }) => {
      const [from, to] = as === 'change' ? [before, after] : [after, before];
      return { row: n, part_id, expected_stock: from.stock!, current_stock: to.stock! };
    }),
  };
}

const RESULTS: Readonly<Record<SentAs, Record<ImportedStock['outcome'], RowResult>>> = {
  change: { changed: 'done', unchanged: 'unchanged', conflict: 'conflict', refused: 'refused' },
  undo: {
    changed: 'restored',
    unchanged: 'restored',
    conflict: 'not_restored',
    refused: 'not_restored',
  },
};

const settledAs = (as: SentAs, { n, version }: BulkRow, answer: ImportedStock): Settled => ({
  n,
  version,
  result: RESULTS[as][answer.outcome],
  reason: answer.message ? `The stock ${answer.message}.`.slice(0, LONGEST_REASON) : null,
});

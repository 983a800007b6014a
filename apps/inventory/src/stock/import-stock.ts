import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import type { ImportedStock } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { setActor } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { stockCacheEffects } from './stock-cache.js';
import { stockEvents } from './stock-events.js';
import { judgeEdit, type StockChange, type StockLevel } from './stock-level.js';
import { lockStock, writeStock, type StockTarget } from './stock-store.js';

export const IMPORTED_OUTCOMES = ['changed', 'unchanged', 'conflict', 'refused'] as const;

/** A row that says how many units there are. */
interface ImportedLine {
  row: number;
  part_id: number;
  current_stock: number;
  /** The units that were seen: the figure holds only against them. */
  expected_stock?: number;
}

/** Rows of a file, or of a bulk change. No two of them name the same part. */
export interface ImportStockCommand {
  import_id: string;
  reason: string;
  /** What the movements name as their cause; if omitted, the import. */
  reference?: string;
  by?: { id: string; name: string };
  lines: readonly ImportedLine[];
}

interface TakenIn {
  results: ImportedStock[];
  changes: StockChange[];
}

/**
 * Takes in the stock of a file or of a bulk change, each row for itself. What became of a row is kept with it, so one that comes again after a
 * crash or a lost answer is answered and does not undo what somebody has changed since.
 */
@Injectable()
export class ImportStock {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  @CacheInvalidate({
    effects: ({ changes }: TakenIn, _command: ImportStockCommand) => stockCacheEffects(changes),
  })
  takeIn(command: ImportStockCommand): Promise<TakenIn> {
    if (command.by) setActor(command.by.id);
    return transaction(this.database, async (tx) => {
      const fresh = await claimRows(tx, command);
      const changes = await this.write(tx, command, fresh);
      return { results: await resultsOf(tx, command), changes };
    });
  }

  private async write(
    tx: Tx,
    { import_id, reason, reference, by, lines }: ImportStockCommand,
    fresh: ReadonlySet<number>,
  ): Promise<StockChange[]> {
    const rows = lines.filter(({ row }) => fresh.has(row));
    if (rows.length === 0) return [];
    const levels = await lockStock(
      tx,
      rows.map(({ part_id }) => part_id),
      'wait',
    );
    const results = rows.map((row) => ({ row: row.row, ...judged(row, levels) }));
    await keepResults(tx, import_id, results);
    const targets = results.flatMap(({ target }) => target ?? []);
    const written = await writeStock(tx, targets, {
      kind: 'bulk',
      reason,
      reference: reference ?? import_id,
      by,
    });
    const changes = written.map((after) => ({ before: levels.get(after.part_id)!, after }));
    await outbox.addMany(tx, stockEvents(changes));
    return changes;
  }
}

type Judged = Omit<ImportedStock, 'row'> & { target?: StockTarget };

function judged(
  { part_id, current_stock, expected_stock }: ImportedLine,
  levels: ReadonlyMap<number, StockLevel>,
): Judged {
  const level = levels.get(part_id);
  if (!level) return { outcome: 'refused', message: 'belongs to a part that was deleted' };
  if (level.version > 0 && level.current_stock === current_stock) return { outcome: 'unchanged' };
  if (expected_stock !== undefined && level.current_stock !== expected_stock)
    return {
      outcome: 'conflict',
      message: `was ${expected_stock} and is ${level.current_stock} now`,
    };
  const verdict = judgeEdit({ part_id, current_stock }, level);
  if (!verdict.ok)
    return {
      outcome: 'refused',
      message: verdict.problem === 'invalid' ? verdict.message : 'has changed',
    };
  return { outcome: 'changed', target: { part_id, ...verdict } };
}

/** The rows that are taken in for the first time. Who sends the same at the same moment waits here for the other. */
async function claimRows(
  tx: Tx,
  { import_id, lines }: ImportStockCommand,
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ row: number }>(
    `insert into imported_stock (import_id, row, part_id, outcome)
     select $1, l.row, l.part_id, 'unchanged' from unnest($2::int[], $3::int[]) as l (row, part_id) order by l.row
     on conflict do nothing returning row`,
    [import_id, lines.map(({ row }) => row), lines.map(({ part_id }) => part_id)],
  );
  return new Set(rows.map(({ row }) => row));
}

async function keepResults(
  tx: Tx,
  importId: string,
  results: readonly ({ row: number } & Judged)[],
): Promise<void> {
  await tx.execute(
    `update imported_stock s set outcome = r.outcome, message = r.message
       from unnest($2::int[], $3::text[], $4::text[]) as r (row, outcome, message)
      where s.import_id = $1 and s.row = r.row`,
    [
      importId,
      results.map(({ row }) => row),
      results.map(({ outcome }) => outcome),
      results.map(({ message }) => message ?? null),
    ],
  );
}

async function resultsOf(
  tx: Tx,
  { import_id, lines }: ImportStockCommand,
): Promise<ImportedStock[]> {
  const rows = await tx.query<{
    row: number;
    outcome: ImportedStock['outcome'];
    message: string | null;
  }>(
    `select row, outcome, message from imported_stock where import_id = $1 and row = any ($2::int[]) order by row`,
    [import_id, lines.map(({ row }) => row)],
  );
  return rows.map(({ message, ...result }) => (message === null ? result : { ...result, message }));
}

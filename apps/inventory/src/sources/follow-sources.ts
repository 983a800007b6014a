import type { StockSource } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { together, type Tx } from '@tandem/persistence';
import type { StockChange } from '../stock/stock-level.js';
import { writeStock, type ChangeNote } from '../stock/stock-store.js';
import { outcomeOf, type Outcome } from './figure.js';
import {
  changeShortfalls,
  openShortfalls,
  shortfallEvent,
  type Missing,
  type Shortfall,
} from './shortfall-store.js';
import {
  closeCountedSales,
  noteKeptBack,
  sourcedLevels,
  type SourcedLevel,
} from './source-store.js';

const REASONS: Readonly<Record<StockSource, string>> = {
  warehouse: 'figure of the warehouse',
  g2a: 'figure of G2A',
};

type Judged = SourcedLevel & { outcome: Outcome };

/**
 * Brings parts whose rows the transaction has locked to what their source announced, less the sales that it has not counted
 * yet, and puts down what is missing. To be called whenever one of the two, or what is held, has changed otherwise than by a
 * hold or a sale: those two change nothing of the difference. What staff have set holds until the next figure.
 * @param why what the ledger names as the cause; if omitted, the figure.
 * @returns the changes, whose events are the caller's to add.
 */
export async function followSources(
  tx: Tx,
  partIds: readonly number[],
  why: Omit<ChangeNote, 'kind'> = {},
): Promise<StockChange[]> {
  const [, rows] = await together(tx, [closeCountedSales(partIds), sourcedLevels(partIds)]);
  const levels = (rows as unknown as SourcedLevel[])
    .filter((level) => !level.overridden)
    .map((level) => ({ ...level, outcome: outcomeOf(level) }));
  const kept = levels.filter((level) => level.kept_back !== level.known_kept_back);
  if (kept.length > 0) await tx.query(noteKeptBack(kept));
  await noteShortfalls(tx, levels);
  const changes: StockChange[] = [];
  for (const source of ['warehouse', 'g2a'] as const) {
    const own = levels.filter((level) => level.counted_by === source && differs(level));
    if (own.length > 0) changes.push(...(await write(tx, own, { source, why })));
  }
  return changes;
}

function differs({ current_stock, source, counted_by, outcome, version }: Judged): boolean {
  // A row at version 0 says that nobody has said anything yet.
  return current_stock !== outcome.current_stock || source !== counted_by || version === 0;
}

async function write(
  tx: Tx,
  levels: readonly Judged[],
  { source, why }: { source: StockSource; why: Omit<ChangeNote, 'kind'> },
): Promise<StockChange[]> {
  const targets = levels.map(({ part_id, min_stock_level, outcome }) => ({
    part_id,
    current_stock: outcome.current_stock,
    min_stock_level,
    source,
  }));
  const written = await writeStock(tx, targets, {
    kind: 'external',
    reason: REASONS[source],
    ...why,
  });
  const after = new Map(written.map((level) => [level.part_id, level]));
  return levels.map((before) => ({ before, after: after.get(before.part_id)! }));
}

async function noteShortfalls(tx: Tx, levels: readonly Judged[]): Promise<void> {
  const fresh = levels.filter((level) => level.known_missing === null && level.outcome.missing > 0);
  const changed = levels.filter(
    (level) =>
      level.known_missing !== null &&
      (level.known_missing !== level.outcome.missing ||
        level.known_held !== level.reserved_quantity ||
        level.known_announced !== level.announced),
  );
  if (fresh.length + changed.length === 0) return;
  const noted = await together(tx, [
    openShortfalls(fresh.map(missingOf)),
    changeShortfalls(changed.map(missingOf)),
  ]);
  await outbox.addMany(tx, (noted.flat() as unknown as Shortfall[]).map(shortfallEvent));
}

function missingOf(level: Judged): Missing {
  return {
    part_id: level.part_id,
    source: level.counted_by,
    announced: level.announced,
    held: level.reserved_quantity,
    missing: level.outcome.missing,
  };
}

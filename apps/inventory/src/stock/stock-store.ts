import type { StockSource } from '@tandem/contracts';
import type { Queryable, Statement, Tx } from '@tandem/persistence';
import { figuresOf } from './stock-level.js';
import type { StockChange, StockChangeKind, StockLevel } from './stock-level.js';

/** bigint reaches JavaScript as a string; float8 is exact up to 2^53 versions. */
export const STOCK_COLUMNS = `s.part_id, s.current_stock, s.reserved_quantity, s.min_stock_level, s.version::float8 as version,
  s.last_change, s.last_updated_by, s.last_updated_by_name, s.updated_at, s.source`;

export type LockMode = 'wait' | 'no-wait';

export interface LockableLevel extends StockLevel {
  deleted: boolean;
}

/**
 * Locks the stock rows of live parts in part-id order, so that no two writers ever wait for each other in a circle.
 * A live part without a row gets one first; a part that is unknown or deleted is missing from the answer.
 */
export async function lockStock(
  tx: Tx,
  partIds: readonly number[],
  mode: LockMode,
): Promise<Map<number, StockLevel>> {
  let locked = await lockRows(tx, partIds, mode);
  const missing = partIds.filter((id) => !locked.some((level) => level.part_id === id));
  if (missing.length > 0) {
    // Somebody else may make the same row first: then there is nothing to create, and yet a row to lock.
    // This second round may lock out of order; it happens once in a part's life, and a deadlock is tried again.
    await createStockRows(tx, missing);
    locked = await lockRows(tx, partIds, mode);
  }
  return new Map(locked.filter((level) => !level.deleted).map((level) => [level.part_id, level]));
}

async function lockRows(
  tx: Tx,
  partIds: readonly number[],
  mode: LockMode,
): Promise<LockableLevel[]> {
  return tx.query<LockableLevel>(lockLevels(partIds, mode));
}

/** Locks and reads stock rows in part-id order; parts without a row are missing from the answer. */
export function lockLevels(partIds: readonly number[], mode: LockMode): Statement {
  return {
    name: `stock_lock_${mode}`,
    text: `select ${STOCK_COLUMNS}, (r.deleted_at is not null) as deleted
       from stock_levels s join catalog.part_refs r on r.id = s.part_id
      where s.part_id = any($1::int[]) order by s.part_id
        for no key update of s ${mode === 'no-wait' ? 'nowait' : ''}`,
    values: [partIds],
  };
}

/** What can be taken of each part. One that is not for sale any more may still lie on the shelf: none of it can. */
export function availableOf(levels: readonly LockableLevel[]): Map<number, number> {
  return new Map(
    levels.map((level) => [level.part_id, level.deleted ? 0 : figuresOf(level).available_stock]),
  );
}

/** Rows at version 0 mean the same as no row at all: nobody has said anything about this part's stock yet. */
export async function createStockRows(tx: Tx, partIds: readonly number[]): Promise<void> {
  await tx.execute(
    `insert into stock_levels (part_id)
     select r.id from catalog.part_refs r where r.id = any($1::int[]) and r.deleted_at is null order by r.id
     on conflict (part_id) do nothing`,
    [partIds],
  );
}

export interface StockTarget {
  part_id: number;
  current_stock: number;
  min_stock_level: number;
  /** The outside system that counts it from now on; null: the shop itself. If omitted, it stays as it is. */
  source?: StockSource | null;
}

export interface ChangeNote {
  kind: StockChangeKind;
  reason?: string | null;
  reference?: string | null;
  by?: { id: string; name: string } | null;
}

/** Writes new figures to rows the transaction has locked. Version, time and ledger are the database's own doing. */
export async function writeStock(
  tx: Tx,
  targets: readonly StockTarget[],
  note: ChangeNote,
): Promise<StockLevel[]> {
  return tx.query<StockLevel>({
    name: 'stock_write',
    text: `update stock_levels s
          set current_stock = t.current_stock, min_stock_level = t.min_stock_level,
              source = nullif(coalesce(t.source, s.source), ''),
              last_change = $4, last_reason = $5, last_reference = $6, last_updated_by = $7, last_updated_by_name = $8
         from unnest($1::int[], $2::int[], $3::int[], $9::text[])
           as t (part_id, current_stock, min_stock_level, source)
        where s.part_id = t.part_id
        returning ${STOCK_COLUMNS}`,
    values: [
      targets.map((target) => target.part_id),
      targets.map((target) => target.current_stock),
      targets.map((target) => target.min_stock_level),
      note.kind,
      note.reason ?? null,
      note.reference ?? null,
      note.by?.id ?? null,
      note.by?.name ?? null,
      // Null leaves it as it is, so the shop itself has the empty name.
      targets.map(({ source }) => (source === null ? '' : (source ?? null))),
    ],
  });
}

export async function readStock(db: Queryable, partIds: readonly number[]): Promise<StockLevel[]> {
  return db.query(`select ${STOCK_COLUMNS} from stock_levels s where s.part_id = any($1::int[])`, [
    partIds,
  ]);
}

/** Levels of live parts after an id, of which anything has been said, in the order of the ids. */
export async function readStockAfter(
  db: Queryable,
  after: number,
  limit: number,
): Promise<StockLevel[]> {
  return db.query(
    `select ${STOCK_COLUMNS} from stock_levels s join catalog.part_refs r on r.id = s.part_id
      where s.part_id > $1 and s.version > 0 and r.deleted_at is null order by s.part_id limit $2`,
    [after, limit],
  );
}

export interface StockMove {
  part_id: number;
  /** Pieces that come (+) or go (-). */
  current: number;
  /** Pieces set aside (+) or let go (-). */
  reserved: number;
  /** What the ledger names as the cause. */
  reference: string;
}

/**
 * Moves pieces of several parts in one round trip, each part once: the rows are locked in part-id order first, since
 * an UPDATE of several takes them in an order of its own. Every part must have a row.
 */
export async function moveStock(
  tx: Tx,
  moves: readonly StockMove[],
  kind: StockChangeKind,
  reason: string | null = null,
): Promise<StockChange[]> {
  const locked = tx.query({
    name: 'stock_lock_for_move',
    text: `select from stock_levels where part_id = any($1::int[]) order by part_id for no key update`,
    values: [moves.map((move) => move.part_id)],
  });
  const [changes] = await Promise.all([moveLockedStock(tx, moves, kind, reason), locked]);
  return changes;
}

/** Moves pieces of parts whose rows the transaction has locked. What would oversell is refused by the row's CHECK. */
export async function moveLockedStock(
  tx: Tx,
  moves: readonly StockMove[],
  kind: StockChangeKind,
  reason: string | null = null,
): Promise<StockChange[]> {
  const levels = await tx.query<StockLevel>({
    name: 'stock_move',
    text: `update stock_levels s
        set current_stock = s.current_stock + m.current, reserved_quantity = s.reserved_quantity + m.reserved,
            last_change = $5, last_reason = $6, last_reference = m.reference,
            last_updated_by = null, last_updated_by_name = null
       from unnest($1::int[], $2::int[], $3::int[], $4::text[]) as m (part_id, current, reserved, reference)
      where s.part_id = m.part_id
      returning ${STOCK_COLUMNS}`,
    values: [
      moves.map((move) => move.part_id),
      moves.map((move) => move.current),
      moves.map((move) => move.reserved),
      moves.map((move) => move.reference),
      kind,
      reason,
    ],
  });
  const byPart = new Map(levels.map((level) => [level.part_id, level]));
  return moves.map(({ part_id, current, reserved }) => {
    const after = byPart.get(part_id)!;
    const before = {
      ...after,
      current_stock: after.current_stock - current,
      reserved_quantity: after.reserved_quantity - reserved,
    };
    return { before, after };
  });
}

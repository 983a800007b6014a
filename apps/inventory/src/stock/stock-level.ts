import type { StockSource } from '@tandem/contracts';

export const MAX_STOCK = 1_000_000_000;

export const CHANGE_KINDS = [
  'initial',
  'set',
  'adjusted',
  'bulk',
  'reservation_held',
  'reservation_committed',
  'reservation_released',
  'reservation_expired',
  'order_returned',
  'external',
] as const;
export type StockChangeKind = (typeof CHANGE_KINDS)[number];

/** A row of `stock_levels`: what is there of one part, and who last changed it. */
export interface StockLevel {
  part_id: number;
  current_stock: number;
  reserved_quantity: number;
  min_stock_level: number;
  version: number;
  last_change: StockChangeKind;
  last_updated_by: string | null;
  last_updated_by_name: string | null;
  updated_at: Date;
  /** The outside system that counts it; null: the shop itself. */
  source: StockSource | null;
}

export type Quantities = Pick<
  StockLevel,
  'current_stock' | 'reserved_quantity' | 'min_stock_level'
>;

/** One row before and after a transaction changed it. */
export interface StockChange {
  before: Quantities;
  after: StockLevel;
}

export interface StockFigures {
  available_stock: number;
  is_in_stock: boolean;
  is_low_stock: boolean;
}

export function figuresOf(level: Quantities): StockFigures {
  const available = level.current_stock - level.reserved_quantity;
  return {
    available_stock: available,
    is_in_stock: available > 0,
    is_low_stock: available <= level.min_stock_level,
  };
}

export type StockCrossing = 'depleted' | 'replenished' | 'low';

/** The thresholds a change went over; a part that was low already does not become low again. */
export function crossingsOf({
  before,
  after,
}: {
  before: Quantities;
  after: Quantities;
}): StockCrossing[] {
  const was = figuresOf(before);
  const is = figuresOf(after);
  const crossings: StockCrossing[] = [];
  if (was.is_in_stock && !is.is_in_stock) crossings.push('depleted');
  if (!was.is_in_stock && is.is_in_stock) crossings.push('replenished');
  if (!was.is_low_stock && is.is_low_stock) crossings.push('low');
  return crossings;
}

/** The changes of one transaction, one a part: from what was there before to what is there now. */
export function wholeChanges(changes: readonly StockChange[]): StockChange[] {
  const whole = new Map<number, StockChange>();
  for (const { before, after } of changes) {
    const first = whole.get(after.part_id);
    whole.set(after.part_id, { before: first?.before ?? before, after });
  }
  return [...whole.values()];
}

/** Lists filter and sort by being in stock: only a flip of it makes them stale. */
export function flipsAvailability(change: StockChange): boolean {
  return figuresOf(change.before).is_in_stock !== figuresOf(change.after).is_in_stock;
}

/** What somebody wants to become of one part's stock. */
export interface StockEdit {
  part_id: number;
  current_stock?: number;
  delta?: number;
  min_stock_level?: number;
  /** The version the editor has read; the edit holds only against that version. */
  version?: number;
}

export type EditVerdict =
  | { ok: true; current_stock: number; min_stock_level: number }
  | { ok: false; problem: 'stale' }
  | { ok: false; problem: 'invalid'; field: 'current_stock' | 'delta'; message: string };

/** Decides an edit against the locked row; the database's CHECKs say the same once more. */
export function judgeEdit(edit: StockEdit, level: StockLevel): EditVerdict {
  if (edit.version !== undefined && edit.version !== level.version)
    return { ok: false, problem: 'stale' };
  const field = edit.delta === undefined ? 'current_stock' : 'delta';
  const target = edit.current_stock ?? level.current_stock + (edit.delta ?? 0);
  const refuse = (message: string): EditVerdict => ({
    ok: false,
    problem: 'invalid',
    field,
    message,
  });
  if (target < level.reserved_quantity) {
    return refuse(
      `would leave ${target}, below the ${level.reserved_quantity} reserved for orders under way`,
    );
  }
  if (target > MAX_STOCK)
    return refuse(`would leave ${target}, above the most that can be kept (${MAX_STOCK})`);
  return {
    ok: true,
    current_stock: target,
    min_stock_level: edit.min_stock_level ?? level.min_stock_level,
  };
}

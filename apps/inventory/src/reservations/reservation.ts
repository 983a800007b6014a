import type { StockMove } from '../stock/stock-store.js';

export type ReservationState = 'held' | 'committed' | 'released' | 'expired';

export interface ReservationLine {
  part_id: number;
  quantity: number;
}

export interface Reservation {
  id: string;
  order_id: string;
  state: ReservationState;
  version: number;
  expires_at: Date;
  lines: ReservationLine[];
}

export type Settlement = 'committed' | 'released' | 'expired';

/** What becomes of a reservation when it is asked to end in `settlement`. */
export function judgeSettlement(
  state: ReservationState,
  settlement: Settlement,
): 'settle' | 'already-done' | 'refuse' {
  if (state === 'held') return 'settle';
  if (state === settlement) return 'already-done';
  // Whoever gives up or times out a reservation wants its stock free, and free it is.
  const freed = state === 'released' || state === 'expired';
  return freed && settlement !== 'committed' ? 'already-done' : 'refuse';
}

/** One line a part, in part-id order: the order in which every writer locks stock rows. */
export function mergeLines(lines: readonly ReservationLine[]): ReservationLine[] {
  const quantities = new Map<number, number>();
  for (const line of lines) {
    quantities.set(line.part_id, (quantities.get(line.part_id) ?? 0) + line.quantity);
  }
  return [...quantities]
    .map(([part_id, quantity]) => ({ part_id, quantity }))
    .sort((a, b) => a.part_id - b.part_id);
}

export function sameLines(a: readonly ReservationLine[], b: readonly ReservationLine[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, i) => line.part_id === b[i]?.part_id && line.quantity === b[i]?.quantity)
  );
}

/**
 * What the end of these reservations moves, each part once, in part-id order. The ledger names the order where one
 * order alone moves a part, else the batch, which is written on the reservations.
 */
export function movesOf(
  reservations: readonly Reservation[],
  settlement: Settlement,
  batchId: string | null,
): StockMove[] {
  const moves = new Map<number, StockMove>();
  for (const { order_id, lines } of reservations) {
    for (const { part_id, quantity } of lines) {
      const move = moves.get(part_id);
      moves.set(part_id, {
        part_id,
        reserved: (move?.reserved ?? 0) - quantity,
        current: (move?.current ?? 0) - (settlement === 'committed' ? quantity : 0),
        reference: move ? batchId! : order_id,
      });
    }
  }
  return [...moves.values()].sort((a, b) => a.part_id - b.part_id);
}

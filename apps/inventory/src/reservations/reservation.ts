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

/** What an order lacks of one part. */
export interface Shortage {
  part_id: number;
  requested: number;
  available: number;
}

/** Orders with all their lines, and those of which at least one line is short, in the order they came. */
export interface Allotment<O> {
  fitting: O[];
  short: { order: O; lines: Shortage[] }[];
}

/** Gives what is available to orders, first come, first served: each all its lines or nothing. */
export function allot<O extends { lines: readonly ReservationLine[] }>(
  orders: readonly O[],
  available: ReadonlyMap<number, number>,
): Allotment<O> {
  const left = new Map(available);
  const allotment: Allotment<O> = { fitting: [], short: [] };
  for (const order of orders) {
    const lines = order.lines
      .map(({ part_id, quantity }) => ({
        part_id,
        requested: quantity,
        available: left.get(part_id) ?? 0,
      }))
      .filter((line) => line.requested > line.available);
    if (lines.length > 0) {
      allotment.short.push({ order, lines });
      continue;
    }
    allotment.fitting.push(order);
    for (const { part_id, quantity } of order.lines) {
      left.set(part_id, left.get(part_id)! - quantity);
    }
  }
  return allotment;
}

/**
 * What it moves when these orders come into a state, each part once, in part-id order. One whose time ran out has nothing
 * set aside any more. The cause on record is the order where one order alone moves a part, else the batch, which is written
 * on the reservations.
 */
export function movesOf(
  orders: readonly {
    order_id: string;
    lines: readonly ReservationLine[];
    state?: ReservationState;
  }[],
  state: ReservationState,
  batchId: string,
): StockMove[] {
  const moves = new Map<number, StockMove>();
  for (const { order_id, lines, state: before } of orders) {
    const expired = before === 'expired';
    for (const { part_id, quantity } of lines) {
      const move = moves.get(part_id);
      moves.set(part_id, {
        part_id,
        reserved: (move?.reserved ?? 0) + (state === 'held' ? quantity : expired ? 0 : -quantity),
        current: (move?.current ?? 0) - (state === 'committed' ? quantity : 0),
        reference: move ? batchId : order_id,
      });
    }
  }
  return [...moves.values()].sort((a, b) => a.part_id - b.part_id);
}

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

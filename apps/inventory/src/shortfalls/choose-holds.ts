import type { Reservation } from '../reservations/reservation.js';

/** A reservation that holds pieces, and how old it is. */
export type Hold = Reservation & { age_ms: number };

export interface MissingPieces {
  part_id: number;
  missing: number;
}

export interface Choice {
  chosen: Hold[];
  /** How many pieces of each short part that frees. */
  freed: MissingPieces[];
}

/**
 * Which holds go, newest first, until what is left of each part is there. A part whose newest hold is younger than `graceMs`
 * waits.
 */
export function chooseHolds(
  holds: readonly Hold[],
  missing: readonly MissingPieces[],
  graceMs: number,
): Choice {
  const newestFirst = [...holds].sort((a, b) => a.age_ms - b.age_ms);
  const young = new Set(
    holds
      .filter(({ age_ms }) => age_ms < graceMs)
      .flatMap(({ lines }) => lines.map((line) => line.part_id)),
  );
  const left = new Map(
    missing.filter(({ part_id }) => !young.has(part_id)).map((one) => [one.part_id, one.missing]),
  );
  const freed = new Map<number, number>();
  const chosen = newestFirst.filter(({ lines }) => {
    if (!lines.some(({ part_id }) => (left.get(part_id) ?? 0) > 0)) return false;
    for (const { part_id, quantity } of lines.filter((line) => left.has(line.part_id))) {
      left.set(part_id, left.get(part_id)! - quantity);
      freed.set(part_id, (freed.get(part_id) ?? 0) + quantity);
    }
    return true;
  });
  return { chosen, freed: [...freed].map(([part_id, pieces]) => ({ part_id, missing: pieces })) };
}

import type { Page } from '@tandem/kernel';
import type { Queryable } from '@tandem/persistence';

/** What a list of movements lacks, for it was too old to be kept. */
export interface RemovedMovements {
  /** All that was removed is from before. */
  before: string;
  kept_days: number;
}

export type MovementPage<T> = Page<T> & { removed: RemovedMovements | null };

/* A time has milliseconds: what was removed up to one is from before the next. */
const BEFORE = `select up_to + interval '1 millisecond' as before from movement_removals`;

/** Of one part, or of all. Null: each movement that there ever was is there. */
export async function movementsRemoved(
  db: Queryable,
  keptDays: number,
  partId?: number,
): Promise<RemovedMovements | null> {
  const [row] =
    partId === undefined
      ? await db.query<{ before: Date }>(`${BEFORE} order by up_to desc limit 1`)
      : await db.query<{ before: Date }>(`${BEFORE} where part_id = $1`, [partId]);
  return row ? { before: row.before.toISOString(), kept_days: keptDays } : null;
}

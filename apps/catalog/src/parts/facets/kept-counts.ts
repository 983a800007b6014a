import type { Queryable } from '@tandem/persistence';

/** How many parts shoppers see under each number: what was added up, and what was counted since (decision 0103). */
export const KEPT_COUNTS = `
  select tag, sum(parts)::integer as parts from (
    select tag, parts from part_counts where among = 'shown'
    union all select tag, delta from part_count_changes where among = 'shown') c group by tag`;

export type Counts = ReadonlyMap<number, number>;

export async function keptCounts(db: Queryable): Promise<Counts> {
  const rows = await db.query<{ tag: number; parts: number }>(KEPT_COUNTS);
  return new Map(rows.map(({ tag, parts }) => [tag, parts]));
}

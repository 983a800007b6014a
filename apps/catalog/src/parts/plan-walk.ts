import type { Database } from '@tandem/persistence';
import type { Listed } from './list-plan.js';

/** Entries of indexes that a page looks at: some five hundred buffers. What is found later than that is rare. */
const MOST_WALKED = 50_000;

/** How many parts the planner believes to be in each of the common groups. */
const SIZES = `
  select tag, freq * c.reltuples as size
  from pg_stats s join pg_class c on c.oid = to_regclass($1)
  cross join unnest(s.most_common_vals::text::integer[], s.most_common_freqs) common (tag, freq)
  where s.schemaname = current_schema() and s.tablename = $1 and s.attname = $2`;

/** The planner's own knowledge is renewed seldom, and to ask for it reads as much as two parts of a page do. */
const KEPT_MS = 60_000;
const kept = new WeakMap<Database, Map<string, { sizes: Map<number, number>; until: number }>>();

async function sizesOf(
  database: Database,
  table: string,
  column: string,
): Promise<Map<number, number>> {
  const name = `${table}.${column}`;
  const known = kept.get(database) ?? new Map();
  kept.set(database, known);
  const last = known.get(name);
  if (last && last.until > performance.now()) return last.sizes;
  const rows = await database.query<{ tag: number; size: number }>(SIZES, [table, column]);
  const sizes = new Map(rows.map(({ tag, size }) => [tag, size]));
  known.set(name, { sizes, until: performance.now() + KEPT_MS });
  return sizes;
}

/** How far a page walks along the index of each group of a list. */
export interface Walk {
  bounds: number[];
  /** What part of each group that is at least, as far as the planner knows. */
  share: number;
}

/**
 * A page is known as far as the walk that ended first. Half of the entries are for walks that go equally far in each group,
 * the other half for groups of which the first entries come before those of the others. Sizes are the planner's, and a wrong
 * one makes a page dearer, never wrong.
 */
export async function planWalk(
  database: Database,
  { table, column, groups }: Listed,
): Promise<Walk> {
  const known = await sizesOf(database, table, column);
  const sizes = groups.map((group) => known.get(group) ?? 0);
  const half = MOST_WALKED / 2;
  const even = shareOut(half, sizes);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const bounds = sizes.map((size, n) =>
    Math.ceil(even[n]! + (whole > 0 ? (half * size) / whole : half / groups.length)),
  );
  const shares = sizes.map((size, n) => (size > 0 ? bounds[n]! / size : 1));
  return { bounds, share: Math.min(1, ...shares) };
}

/** An equal share for each; from the smallest on, what one does not need goes to those after it. */
function shareOut(entries: number, sizes: readonly number[]): number[] {
  const shares = sizes.map(() => 0);
  let left = entries;
  const ascending = sizes.map((size, n) => [size, n] as const).sort(([a], [b]) => a - b);
  ascending.forEach(([size, n], done) => {
    shares[n] = left / (sizes.length - done);
    left -= Math.min(shares[n], size);
  });
  return shares;
}

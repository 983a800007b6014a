import type { Database } from '@tandem/persistence';
import type { ListPosition } from '../search/part-matching.js';
import type { Listed } from './list-plan.js';

/** Entries of indexes that a page looks at: some five hundred buffers. What is found later than that is rare. */
export const MOST_WALKED = 50_000;

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
  /** What part of the list that is, as far as the planner knows. */
  share: number;
}

/**
 * A page is known as far as the walk that ended first. Half of the entries are for walks that go equally far in each group,
 * the other half for groups of which the first entries come before those of the others. Groups that come as a whole behind the
 * others have what those leave, and at least the one entry that says that there is more; half of all where a page
 * may begin at the end of those. Sizes are the planner's, and a wrong one makes a page dearer, never wrong.
 * @param further how many times as far as usual
 */
export async function planWalk(
  database: Database,
  { table, column, groups, later }: Listed,
  after: ListPosition | null,
  further = 1,
): Promise<Walk> {
  const most = Math.ceil(MOST_WALKED * further);
  const known = await sizesOf(database, table, column);
  const sizes = groups.map((group) => known.get(group) ?? 0);
  const whole = sum(sizes);
  const bounds = groups.map(() => 1);
  let share = whole > 0 ? 0 : 1;
  /** Returns how many entries these groups take of those. */
  const walkAmong = (some: readonly number[], entries: number): number => {
    const of = some.map((n) => sizes[n]!);
    const walked = shared(entries, of);
    some.forEach((n, i) => (bounds[n] = Math.max(1, walked[i]!)));
    const least = Math.min(1, ...of.map((size, i) => (size > 0 ? walked[i]! / size : 1)));
    if (whole > 0) share += (least * sum(of)) / whole;
    return Math.min(entries, sum(of));
  };
  const places = Map.groupBy(groups.keys(), (n) => later?.(groups[n]!, after) ?? false);
  const behind = places.get(true) ?? [];
  const ofFirst = after && behind.length > 0 ? most / 2 : most;
  const taken = walkAmong(places.get(false) ?? [], ofFirst);
  walkAmong(behind, most - taken);
  return { bounds, share: Math.min(1, share) };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

function shared(entries: number, sizes: readonly number[]): number[] {
  const half = entries / 2;
  const even = shareOut(half, sizes);
  const whole = sum(sizes);
  return sizes.map((size, n) =>
    Math.ceil(even[n]! + (whole > 0 ? (half * size) / whole : half / sizes.length)),
  );
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

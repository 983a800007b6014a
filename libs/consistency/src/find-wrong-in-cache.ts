import { isDeepStrictEqual } from 'node:util';
import { CACHE_CHECKS, type CacheCheck, type Truth } from './cache-checks.js';
import { at, between, endOfSlice, type Bounds, type Place, type Query } from './slices.js';

/** An entry as the cache believes it; null for one that is absent, leased or of another format. */
type Entry = { version: number; value: string | null } | null;
type Read = (keys: readonly string[]) => Promise<readonly Entry[]>;

/** The name of a check of the cache. */
export type CacheCheckName = (typeof CACHE_CHECKS)[number]['name'];

/** An entry that contradicts the database. */
export interface CacheFinding {
  check: CacheCheckName;
  says: string;
  about: string;
  /** The entry's key. */
  id: string;
  has: string;
  due: string;
}

interface Options {
  /** Rows of a slice. Default 500. */
  slice?: number;
  /**
   * How long what is under way has until it is looked at again. With 0, the default, an older entry is no contradiction: readers
   * refuse it. One that is still there after a while is one, for nobody has told the readers.
   */
  graceMs?: number;
}

type Found = CacheFinding & { place: string };

const CHECKS: readonly (CacheCheck & Pick<(typeof CACHE_CHECKS)[number], 'name'>)[] = CACHE_CHECKS;
const SLICE_ROWS = 500;
const MOST_SHOWN = 500;

/**
 * The entries that are newer than the database, or differ from it at the same version; none when all is well. It walks through
 * the tables slice by slice and only reads: the entries are read before what they must agree with.
 */
export async function findWrongInCache(
  read: Read,
  query: Query,
  { slice = SLICE_ROWS, graceMs = 0 }: Options = {},
): Promise<CacheFinding[]> {
  const found: Found[] = [];
  // Several checks look at the same rows.
  for (const checks of Map.groupBy(CHECKS, ({ sql }) => sql).values()) {
    const { over } = checks[0]!;
    for (let after: Place | null = null; ;) {
      const end = await endOfSlice(query, over, after, slice);
      if (!end) break;
      found.push(
        ...(await compare(read, query, checks, between(over, after, end.to), graceMs > 0)),
      );
      after = end.to;
    }
  }
  if (found.length === 0 || graceMs === 0) return found.map(shown);
  await new Promise((resolve) => setTimeout(resolve, graceMs));
  const still: Found[] = [];
  for (const before of found) {
    const checks = CHECKS.filter(({ name }) => name === before.check);
    const now = await compare(
      read,
      query,
      checks,
      at(checks[0]!.over, before.place.split(':')),
      true,
    );
    still.push(...now.filter(({ id, has }) => id === before.id && has === before.has));
  }
  return still.map(shown);
}

function shown({ place: _, ...finding }: Found): CacheFinding {
  return finding;
}

async function compare(
  read: Read,
  query: Query,
  checks: typeof CHECKS,
  { slice, values }: Bounds,
  olderToo: boolean,
): Promise<Found[]> {
  const rows = async () => (await query(checks[0]!.sql(slice), values)) as never[];
  const before = await rows();
  const keys = [
    ...new Set(checks.flatMap(({ truths }) => before.flatMap(truths)).map(({ key }) => key)),
  ];
  const entries = new Map<string, Entry>();
  (await read(keys)).forEach((entry, n) => entries.set(keys[n]!, entry));
  const now = await rows();
  const found: Found[] = [];
  for (const { name, says, truths, partial = false } of checks) {
    for (const row of now) {
      const { place } = row as { place: string };
      for (const truth of truths(row)) {
        const cached = entries.get(truth.key);
        if (!cached || agrees(cached, truth, partial, olderToo)) continue;
        const { key, version, value } = truth;
        const has = words(cached.version, cached.value);
        const due = words(version, value === null ? null : JSON.stringify(value));
        found.push({
          check: name,
          says,
          about: 'entry of the cache',
          id: key,
          has,
          due,
          place,
        });
      }
    }
  }
  return found;
}

function words(version: number, value: string | null): string {
  return `version ${version}: ${value?.slice(0, MOST_SHOWN) ?? 'not shown'}`;
}

function agrees(
  cached: NonNullable<Entry>,
  truth: Truth,
  partial: boolean,
  olderToo: boolean,
): boolean {
  if (cached.version !== truth.version) return cached.version < truth.version && !olderToo;
  const value: unknown = cached.value === null ? null : JSON.parse(cached.value);
  return partial ? overlaps(value, truth.value) : isDeepStrictEqual(value, truth.value);
}

/** Whether two values are equal in the fields that both have. */
function overlaps(one: unknown, other: unknown): boolean {
  if (Object(one) !== one || Object(other) !== other) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, n) => overlaps(item, other[n]));
  }
  const fields = other as Record<string, unknown>;
  return Object.entries(one as object).every(([name, value]) =>
    name in fields ? overlaps(value, fields[name]) : true,
  );
}

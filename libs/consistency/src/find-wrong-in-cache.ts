import { isDeepStrictEqual } from 'node:util';
import { CACHE_CHECKS, type CacheCheck, type Truth } from './cache-checks.js';
import type { Query } from './find-wrong.js';

/** An entry as the cache believes it; null for one that is absent, leased or of another format. */
type Entry = { version: number; value: string | null } | null;

/** An entry that contradicts the database. */
interface CacheFinding {
  check: (typeof CACHE_CHECKS)[number]['name'];
  says: string;
  row: Truth & { cached: Entry };
}

const CHECKS: readonly (CacheCheck & Pick<(typeof CACHE_CHECKS)[number], 'name'>)[] = CACHE_CHECKS;
const KEYS_AT_ONCE = 1_000;

/**
 * The entries that are newer than the database, or differ from it at the same version; none when all is well. An older entry
 * is no contradiction: readers refuse it. It only reads, at any time: the entries are read before what they must agree with.
 */
export async function findWrongInCache(
  read: (keys: readonly string[]) => Promise<readonly Entry[]>,
  query: Query,
): Promise<CacheFinding[]> {
  const found: CacheFinding[] = [];
  // Several checks look at the same rows.
  for (const [sql, checks] of Map.groupBy(CHECKS, ({ sql }) => sql)) {
    const rows = async () => (await query(sql)) as never[];
    const before = await rows();
    const keys = checks.flatMap(({ truths }) => before.flatMap(truths)).map(({ key }) => key);
    const entries = new Map<string, Entry>();
    for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
      const some = keys.slice(at, at + KEYS_AT_ONCE);
      (await read(some)).forEach((entry, n) => entries.set(some[n]!, entry));
    }
    const now = await rows();
    for (const { name, says, truths, partial = false } of checks) {
      for (const truth of now.flatMap(truths)) {
        const cached = entries.get(truth.key);
        if (cached && !agrees(cached, truth, partial))
          found.push({ check: name, says, row: { ...truth, cached } });
      }
    }
  }
  return found;
}

function agrees(cached: NonNullable<Entry>, truth: Truth, partial: boolean): boolean {
  if (cached.version !== truth.version) return cached.version < truth.version;
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

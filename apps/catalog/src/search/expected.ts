import type { Queryable } from '@tandem/persistence';
import { explain } from './explain.js';
import { allOf } from './index-words.js';
import { Parameters } from './parameters.js';
import { anyOf, leads, markedQuery, type SearchMarks } from './search-marks.js';
import type { SearchQuery } from './search-query.js';

/** What so large a share of the documents has narrows little, and its entries in an index are the longest. */
const COMMON_SHARE = 0.75;

/** So many entries of an index are on a page of it. */
const ENTRIES = 3_300;
/** A word or a mark is looked up anew wherever the others leave out a stretch of its entries. */
const DESCENTS = 16;
/** So much more is read, page by page from above, where the newest marks do not lead to a stretch of them. */
const SCATTERED = 2.5;
/** The newest marks, which stand beside each other, and whatever is left out. */
const NEWEST = 60;
const LEXEMES = /'(?:[^']|'')*'/g;

/** What the planner thinks: how many documents, or headlines, have all of a search, and what the index is best asked for. */
export interface Expected {
  rows: number;
  /** Null for the marks alone. */
  words: string | null;
  marks: SearchMarks;
  /** Marks that an index is better not asked for: each document is asked for them. */
  left: string[][];
  /** So many documents are read for each that has those. */
  readForEach: number;
  /** About how much of the index that reads: among the newest, and among all. */
  buffers: { newest: number; all: number };
}

export async function expectedOf(
  db: Queryable,
  column: 'headline' | 'document',
  { words, groups }: SearchQuery,
  marks: SearchMarks,
  most: number,
): Promise<Expected> {
  const [everything, rows, ...each] = await estimates(db, column, [
    null,
    markedQuery(words, marks, null),
    ...groups,
    ...marks.narrowed.map(anyOf),
  ]);
  const shareOf = (n: number): number => each[n]! / Math.max(everything!, 1);
  const rare = groups.filter((_, n) => shareOf(n) < COMMON_SHARE);
  const shares = marks.narrowed.map((_, n) => shareOf(groups.length + n));
  // Of a wide range of prices the marks are many, and a document more costs less.
  const isLeft = marks.narrowed.map(
    (one, n) =>
      shares[n]! >= COMMON_SHARE || most / shares[n]! - most < DESCENTS * (one.length - 2),
  );
  const kept = { ...marks, narrowed: marks.narrowed.filter((_, n) => !isLeft[n]) };
  const isLed = rare.length > 0 || leads(kept);
  const used = isLed ? kept : marks;
  const left = isLed ? shares.filter((_, n) => isLeft[n]) : [];
  const named = [...groups.map((group) => !rare.includes(group)), ...isLeft];
  const entries = each.filter((_, n) => !isLed || !named[n]).reduce((sum, found) => sum + found, 0);
  const asked = rare.join(' ').match(LEXEMES)?.length ?? 0;
  const descents = NEWEST + DESCENTS * (asked + used.narrowed.flat().length);
  return {
    rows: rows!,
    words: isLed ? (rare.length > 0 ? allOf(rare) : null) : words,
    marks: used,
    left: marks.narrowed.filter((one) => !used.narrowed.includes(one)),
    readForEach: left.reduce((read, share) => read / Math.max(share, 0.1), 1),
    buffers: {
      newest: descents + entries / ENTRIES,
      all: descents + (SCATTERED * entries) / ENTRIES,
    },
  };
}

/** How many rows the planner expects for each of the queries; null for any row. */
async function estimates(
  db: Queryable,
  column: string,
  queries: readonly (string | null)[],
): Promise<number[]> {
  const parameters = new Parameters();
  const selects = queries.map(
    (query) =>
      `select from part_search ${query === null ? '' : `where ${column} @@ ${parameters.add(query, 'tsquery')}`}`,
  );
  const sql = `explain (format json) ${selects.join(' union all ')}`;
  const { Plans } = await explain(db, { sql, parameters: parameters.values });
  return Plans!.map((plan) => plan['Plan Rows']);
}

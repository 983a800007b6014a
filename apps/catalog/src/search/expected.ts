import type { Queryable } from '@tandem/persistence';
import { explain } from './explain.js';
import { allOf } from './index-words.js';
import { Parameters } from './parameters.js';
import { leads, markedQuery, type SearchMarks } from './search-marks.js';
import type { SearchQuery } from './search-query.js';

/** What so large a share of the documents has narrows little, and its entries in an index are the longest. */
const COMMON_SHARE = 0.75;

/** What the planner thinks: how many documents, or headlines, have all of a search, and what the index is best asked for. */
export interface Expected {
  rows: number;
  asked: string | null;
}

export async function expectedOf(
  db: Queryable,
  column: 'headline' | 'document',
  { words, groups }: SearchQuery,
  marks: SearchMarks,
): Promise<Expected> {
  const [everything, all, ...each] = await estimates(db, column, [
    null,
    markedQuery(words, marks, null),
    ...groups,
  ]);
  const rare = groups.filter((_, n) => each[n]! < COMMON_SHARE * everything!);
  const isLed = rare.length > 0 || leads(marks);
  return { rows: all!, asked: !isLed ? words : rare.length > 0 ? allOf(rare) : null };
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

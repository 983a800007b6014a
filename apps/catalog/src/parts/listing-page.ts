import { transaction, type Database } from '@tandem/persistence';
import { EXACT_TOTAL, type ListPosition, type PartFilter } from '../search/part-matching.js';
import { resolveNames } from '../search/resolve-names.js';
import {
  inTime,
  type PageResult,
  type PageRow,
  type Total,
  type TotalOf,
} from '../search/run-page.js';
import {
  countStatement,
  estimateStatement,
  isPriced,
  MOST_COUNTED,
  MOST_SCATTERED,
  MOST_WALKED,
  scatteredStatement,
  walkStatement,
  type ListingTags,
} from './listing-statements.js';

const EMPTY = { rows: [], next: null, total: 0, total_is_exact: true };

/**
 * Only what says where the matching parts are is left to the planner, and the index of prices where there is a range of
 * them: for a page of a few it would walk through everything, in the hope that they come soon.
 */
const LOOK_UP = `select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', $1, true)`;

/**
 * A page of a list of shoppers without words: the work is bounded, however many parts there are (decision 0096).
 * @param totalOf is asked for the total
 * @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long.
 */
export function listingPage<R extends PageRow>(
  database: Database,
  filter: PartFilter,
  after: ListPosition | null,
  columns: string,
  totalOf: TotalOf,
): Promise<PageResult<R>> {
  return inTime(async () => {
    const tags = await resolveNames<ListingTags>(database, filter, 'tag');
    if (!tags) return EMPTY;
    const total = await totalOf(() => totalOfListing(database, filter, tags));
    const rows = await rowsOf<R>(database, filter, tags, after, columns, total);
    const more = rows.length > filter.limit;
    const items = more ? rows.slice(0, filter.limit) : rows;
    const last = items.at(-1);
    // What fits on one page is counted by it.
    const whole = !after && !more ? { total: items.length, total_is_exact: true } : total;
    return {
      rows: items,
      next: more && last ? { s: filter.sort, k: last.k, id: last.id, fuzzy: false } : null,
      ...whole,
    };
  });
}

async function rowsOf<R extends PageRow>(
  database: Database,
  filter: PartFilter,
  tags: ListingTags,
  after: ListPosition | null,
  columns: string,
  { total, total_is_exact: isCounted }: Total,
): Promise<R[]> {
  // Whoever counted the list walked through all of it, or through all in the range of prices.
  const isSmall = isCounted && (!isPriced(filter) || filter.sort.startsWith('price'));
  const walk = async (walked: number | null): Promise<R[]> => {
    const { sql, parameters } = walkStatement(filter, tags, after, columns, walked);
    return database.query<R>(sql, parameters);
  };
  const near = await walk(isSmall ? null : MOST_WALKED);
  const isWhole = isCounted && !after && near.length === total;
  if (isSmall || isWhole || near.length > filter.limit) return near;
  // The list ends here, or hardly anything matches.
  const scattered = await transaction(database, async (tx) => {
    await tx.query(LOOK_UP, [isPriced(filter) ? 'on' : 'off']);
    const { sql, parameters } = scatteredStatement(filter, tags, after, columns);
    return tx.query<R & { found: number }>(sql, parameters);
  });
  const found = scattered[0]?.found ?? 0;
  return found <= MOST_SCATTERED ? scattered : walk(null);
}

async function totalOfListing(
  database: Database,
  filter: PartFilter,
  tags: ListingTags,
): Promise<Total> {
  const { sql, parameters } = countStatement(filter, tags);
  const [counted] = await database.query<{ matching: number; walked: number }>(sql, parameters);
  const { matching, walked } = counted!;
  if (walked <= MOST_COUNTED && matching <= EXACT_TOTAL)
    return { total: matching, total_is_exact: true };
  const estimate = estimateStatement(filter, tags);
  const [plan] = await database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    estimate.sql,
    estimate.parameters,
  );
  const estimated = Math.round(plan?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
  return { total: Math.max(matching, estimated), total_is_exact: false };
}

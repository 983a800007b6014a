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
import { isPriced, type ListingTags, type ListPlan } from './list-plan.js';
import {
  countStatement,
  estimateStatement,
  MOST_COUNTED,
  MOST_WALKED,
  mostScattered,
  scatteredStatement,
  walkStatement,
  type ShownParts,
} from './listing-statements.js';

const EMPTY = { rows: [], next: null, total: 0, total_is_exact: true };

/**
 * Only what says where the matching parts are is left to the planner, and the index of prices where there is a range of
 * them: for a page of a few it would walk through everything, in the hope that they come soon.
 */
const LOOK_UP = `select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', $1, true)`;

/** Counts nothing, for whoever reads a list to its end. */
export const UNCOUNTED: TotalOf = () => Promise.resolve({ total: 0, total_is_exact: false });

/** A list without words, as somebody asks for it. */
export interface AskedList {
  filter: PartFilter;
  after: ListPosition | null;
  shown: Omit<ShownParts, 'limit'>;
  planOf: (tags: ListingTags) => ListPlan;
  /** Is asked for the total. */
  totalOf: TotalOf;
}

/**
 * A page of a list without words: the work is bounded, however many parts there are (decision 0096).
 * @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long.
 */
export function listingPage<R extends PageRow>(
  database: Database,
  { filter, after, shown, planOf, totalOf }: AskedList,
): Promise<PageResult<R>> {
  return inTime(async () => {
    const tags = await resolveNames(database, filter);
    if (!tags) return EMPTY;
    const plan = planOf(tags);
    const total = await totalOf(() => totalOfListing(database, plan));
    const { limit } = filter;
    const rows = await rowsOf<R>(database, plan, after, { ...shown, limit }, total);
    const more = rows.length > limit;
    const items = more ? rows.slice(0, limit) : rows;
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
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  { total, total_is_exact: isCounted }: Total,
): Promise<R[]> {
  // Whoever counted the list walked through all of it, or through all in the range of prices.
  const isSmall = isCounted && (!isPriced(plan) || plan.key === 'price_amount');
  const walk = async (most: number | null): Promise<R[]> => {
    const { sql, parameters } = walkStatement(plan, after, shown, most);
    return database.query<R>(sql, parameters);
  };
  const near = await walk(isSmall ? null : MOST_WALKED);
  const isWhole = isCounted && !after && near.length === total;
  if (isSmall || isWhole || near.length > shown.limit) return near;
  // The list ends here, or hardly anything matches.
  return (await lookedUp<R>(database, plan, after, shown)) ?? walk(null);
}

/** All that matches, sorted, or null when it is too much. */
async function lookedUp<R extends PageRow>(
  database: Database,
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
): Promise<R[] | null> {
  const rows = await transaction(database, async (tx) => {
    await tx.query(LOOK_UP, [isPriced(plan) ? 'on' : 'off']);
    const { sql, parameters } = scatteredStatement(plan, after, shown);
    return tx.query<R & { id: number | null; found: number }>(sql, parameters);
  });
  return rows[0]!.found > mostScattered(plan) ? null : rows.filter(({ id }) => id !== null);
}

async function totalOfListing(database: Database, plan: ListPlan): Promise<Total> {
  const { sql, parameters } = countStatement(plan);
  const [counted] = await database.query<{ matching: number; walked: number }>(sql, parameters);
  const { matching, walked } = counted!;
  if (walked <= MOST_COUNTED && matching <= EXACT_TOTAL)
    return { total: matching, total_is_exact: true };
  const estimate = estimateStatement(plan);
  const [explained] = await database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    estimate.sql,
    estimate.parameters,
  );
  const estimated = Math.round(explained?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
  return { total: Math.max(matching, estimated), total_is_exact: false };
}

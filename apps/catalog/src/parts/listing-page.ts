import { transaction, type Database, type Tx } from '@tandem/persistence';
import { explain } from '../search/explain.js';
import type { ListingTags } from '../search/listing-tags.js';
import { EXACT_TOTAL, type ListPosition, type PartFilter } from '../search/part-matching.js';
import { resolveNames } from '../search/resolve-names.js';
import {
  inTime,
  type PageResult,
  type PageRow,
  type Total,
  type TotalOf,
} from '../search/run-page.js';
import { isPriced, type ListPlan } from './list-plan.js';
import {
  countStatement,
  estimateStatement,
  MOST_COUNTED,
  mostScattered,
  scatteredStatement,
  walkStatement,
  type LookUp,
  type ShownParts,
} from './listing-statements.js';
import { MOST_WALKED, planWalk } from './plan-walk.js';

const EMPTY = { rows: [], next: null, total: 0, total_is_exact: true };

/**
 * Only what says where the matching parts are is left to the planner, and the index of prices where there is a range of
 * them: for a page of a few it would walk through everything, in the hope that they come soon.
 */
const LOOK_UP = `select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', $1, true)`;

/** A walk is begun when it may be expected to meet so many pages of what matches: it is seldom spread evenly. */
const MANY = 2.5;
/** More than these are too many to be looked up, while a walk may do. */
const MOST_RARE = 800;

/** So much a look-up may read in any case; one that reads more is not made where a walk is believed to find the page for less. */
const MOST_READ = 1_000;
/** So many entries of an index are on a page of it. */
const ENTRIES = 100;
/** A walk to a few that are not looked up goes so many times as far as it should have to. */
const FURTHER = 2;

/** Fewer among the entries that were counted say little of the rest. */
const FEW = 10;

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
    const page = await pageOf<R>(database, plan, after, { ...shown, limit: filter.limit }, total);
    const { rows, hasNext } = page;
    const last = rows.at(-1);
    // What fits on one page is counted by it.
    const whole = !after && !hasNext ? { total: rows.length, total_is_exact: true } : total;
    return {
      rows,
      next: hasNext && last ? { s: filter.sort, k: last.k, id: last.id, fuzzy: false } : null,
      ...whole,
    };
  });
}

interface Page<R> {
  rows: R[];
  hasNext: boolean;
}

/** A row of a page, with what is told of the whole. */
type ToldRow<R> = R & { id: number | null; has_next: boolean };

const toldBy = <R extends PageRow>(told: ToldRow<R>[]): Page<R> => ({
  rows: told.filter(({ id }) => id !== null),
  hasNext: told[0]!.has_next,
});

async function pageOf<R extends PageRow>(
  database: Database,
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  { total, total_is_exact: isCounted }: Total,
): Promise<Page<R>> {
  // Whoever counted the list walked through all of it, or through all in the range of prices.
  const isSmall = isCounted && (!isPriced(plan) || plan.key === 'price_amount');
  const walk = async (bounds: number[] | null): Promise<Page<R> & { isCut: boolean }> => {
    const { sql, parameters } = walkStatement(plan, after, shown, bounds);
    const told = await database.query<ToldRow<R> & { is_cut: boolean }>(sql, parameters);
    return { ...toldBy<R>(told), isCut: told[0]!.is_cut };
  };
  if (isSmall) return walk(null);
  const { bounds, share } = await planWalk(database, plan.walked, after);
  const met = share * total;
  const isFew = share < 1 && total > 0 && met < MANY * shown.limit;
  const isRare = isFew && total <= MOST_RARE;
  const further = isFew ? Math.max(1, (FURTHER * shown.limit) / met) : 1;
  const believed = { total, walked: (further * MOST_WALKED) / ENTRIES };
  const rare = isRare ? await lookedUp<R>(database, plan, after, shown, believed) : null;
  if (rare) return rare;
  const near = await walk(
    further > 1 ? (await planWalk(database, plan.walked, after, further)).bounds : bounds,
  );
  if (!near.isCut || near.hasNext) return near;
  // They are behind what does not match, or the planner took them for many.
  const few = isRare ? null : await lookedUp<R>(database, plan, after, shown);
  return few ?? walk(null);
}

/**
 * All that matches, sorted, or null when it is too much, or believed to be.
 * @param believed how many match, and what a walk to a page of them reads
 */
async function lookedUp<R extends PageRow>(
  database: Database,
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  believed?: { total: number; walked: number },
): Promise<Page<R> | null> {
  return transaction(database, async (tx) => {
    await tx.query(LOOK_UP, [isPriced(plan) ? 'on' : 'off']);
    const by = isPriced(plan) && (await isByPrice(tx, plan)) ? 'prices' : 'rows';
    if (believed && believed.total > mostScattered(plan, by)) return null;
    if (by === 'rows') await tx.query(LOOK_UP, ['off']);
    if (believed && (await readBy(tx, plan, by)) > Math.max(MOST_READ, believed.walked))
      return null;
    const { sql, parameters } = scatteredStatement(plan, after, shown, by);
    const told = await tx.query<ToldRow<R> & { found: number }>(sql, parameters);
    return told[0]!.found > mostScattered(plan, by) ? null : toldBy<R>(told);
  });
}

/** The planner knows whether the range of prices is narrower than what the parts are. */
const isByPrice = async (tx: Tx, plan: ListPlan): Promise<boolean> =>
  (await explain(tx, estimateStatement(plan)))['Node Type'] === 'Index Only Scan';

/** How much of the database a look-up reads, as far as the planner knows: each row is on another page. */
async function readBy(tx: Tx, plan: ListPlan, by: LookUp): Promise<number> {
  const { 'Plan Rows': found, Plans } = await explain(
    tx,
    estimateStatement(plan, by === 'rows', by),
  );
  return by === 'prices' ? found / ENTRIES : (Plans?.[0]?.['Plan Rows'] ?? found);
}

async function totalOfListing(database: Database, plan: ListPlan): Promise<Total> {
  const { sql, parameters } = countStatement(plan);
  const [counted] = await database.query<{ matching: number; walked: number }>(sql, parameters);
  const { matching, walked } = counted!;
  if (walked <= MOST_COUNTED && matching <= EXACT_TOTAL)
    return { total: matching, total_is_exact: true };
  const candidates = await explain(database, estimateStatement(plan, false));
  const sampled = (candidates['Plan Rows'] * matching) / walked;
  const guessed =
    matching < FEW ? (await explain(database, estimateStatement(plan)))['Plan Rows'] : 0;
  const total = Math.round(Math.max(matching, sampled, guessed));
  return { total, total_is_exact: false };
}

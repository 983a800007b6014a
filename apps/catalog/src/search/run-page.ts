import { unavailable } from '@tandem/kernel';
import {
  isStatementTimeout,
  transaction,
  type Database,
  type Queryable,
  type Tx,
} from '@tandem/persistence';
import {
  countStatement,
  estimateStatement,
  EXACT_TOTAL,
  pageStatement,
  type ListPosition,
  type NamedIds,
  type PageSelect,
  type PartFilter,
  type Viewpoint,
} from './part-matching.js';
import { resolveNames } from './resolve-names.js';

export interface PageRow {
  id: number;
  k: string;
  total: number;
}

export interface Total {
  total: number;
  total_is_exact: boolean;
}

/** Knows the total of a list, or has it counted. */
export type TotalOf = (count: () => Promise<Total>) => Promise<Total>;

export interface PageResult<R> extends Total {
  rows: R[];
  next: ListPosition | null;
}

/** How alike a word must be to count as a slip of the pen; pg_trgm's own default of 0.6 misses short words. */
const LIKENESS = 0.45;

/**
 * Runs searches by likeness. The planner takes comparing likeness for cheap and would do it for every document: without
 * sequential scans the trigram index is the one way that is left to find them.
 */
export function alike<T>(database: Database, search: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(database, async (tx) => {
    await tx.query(
      `select set_config('pg_trgm.word_similarity_threshold', $1, true), set_config('enable_seqscan', 'off', true)`,
      [String(LIKENESS)],
    );
    return search(tx);
  });
}

/**
 * Runs a page; when nothing matches the words as typed, looks for words like them. At most four statements of SQL.
 * @param totalOf is asked for the total of a list without words, which else is counted with each page
 * @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long.
 */
export async function runPage<R extends PageRow>(
  database: Database,
  filter: PartFilter,
  after: ListPosition | null,
  view: Viewpoint,
  select: PageSelect,
  totalOf?: TotalOf,
): Promise<PageResult<R>> {
  return inTime(async () => {
    const ids = await resolveNames(database, filter);
    if (!ids) return { rows: [], next: null, total: 0, total_is_exact: true };
    if (!totalOf || filter.terms) return runNamed(database, filter, ids, after, view, select);
    const alone = { ...select, counted: false };
    const [page, total] = await Promise.all([
      runNamed<R>(database, filter, ids, after, view, alone),
      totalOf(() => countAll(database, filter, ids, view)),
    ]);
    return { ...page, ...total };
  });
}

/** @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long. */
export async function inTime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    throw unavailable('This list takes too long to make. Narrow it down, or try again later.', 5);
  }
}

async function runNamed<R extends PageRow>(
  database: Database,
  filter: PartFilter,
  ids: NamedIds,
  after: ListPosition | null,
  view: Viewpoint,
  select: PageSelect,
): Promise<PageResult<R>> {
  const run = async (
    filter: PartFilter,
    after: ListPosition | null,
    db: Queryable,
    fuzzy: boolean,
  ): Promise<PageResult<R>> => {
    const { sql, parameters } = pageStatement(filter, ids, after, fuzzy, view, select);
    const rows = await db.query<R>(sql, parameters);
    const more = rows.length > filter.limit;
    const items = more ? rows.slice(0, filter.limit) : rows;
    const last = items[items.length - 1];
    let total = rows[0]?.total ?? 0;
    // The rows behind the cursor are gone, which says nothing of those before it.
    if (rows.length === 0 && after && select.counted !== false)
      total = (await run({ ...filter, limit: 1 }, null, db, fuzzy)).total;
    const exact = total <= EXACT_TOTAL;
    if (!exact) total = Math.max(total, await estimate(database, filter, ids, fuzzy, view));
    return {
      rows: items,
      next: more && last ? { s: filter.sort, k: last.k, id: last.id, fuzzy } : null,
      total,
      total_is_exact: exact,
    };
  };
  const runFuzzy = (): Promise<PageResult<R>> =>
    alike(database, (tx) => run(filter, after, tx, true));

  if (after?.fuzzy) return runFuzzy();
  const exact = await run(filter, after, database, false);
  const nothing = exact.rows.length === 0 && !after && (filter.terms?.fuzzy.length ?? 0) > 0;
  return nothing ? runFuzzy() : exact;
}

async function countAll(
  database: Database,
  filter: PartFilter,
  ids: NamedIds,
  view: Viewpoint,
): Promise<Total> {
  const { sql, parameters } = countStatement(filter, ids, view);
  const [row] = await database.query<{ total: number }>(sql, parameters);
  const { total } = row!;
  if (total <= EXACT_TOTAL) return { total, total_is_exact: true };
  const estimated = await estimate(database, filter, ids, false, view);
  return { total: Math.max(total, estimated), total_is_exact: false };
}

async function estimate(
  database: Database,
  filter: PartFilter,
  ids: NamedIds,
  fuzzy: boolean,
  view: Viewpoint,
): Promise<number> {
  const { sql, parameters } = estimateStatement(filter, ids, fuzzy, view);
  const [row] = await database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    sql,
    parameters,
  );
  return Math.round(row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
}

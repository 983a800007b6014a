import { BY_NAME } from './by-name.js';
import type { SearchTerms } from './search-terms.js';
import { exactSearch, fuzzySearch } from './text-search.js';
import { Parameters } from './parameters.js';

/** What both the shop's and the staff's list can be narrowed by. */
export interface PartFilter {
  terms: SearchTerms | null;
  /** Slugs or ids, until `resolveNames` has looked them up. */
  category?: string;
  kind?: string;
  genre?: string;
  platform?: string;
  in_stock?: boolean;
  min_price?: string;
  max_price?: string;
  sort: string;
  limit: number;
}

/** Where a page ended: the last row's sort value and id, and how the search was done. */
export interface ListPosition {
  s: string;
  k: string;
  id: number;
  fuzzy: boolean;
}

export interface SortOrder {
  key: string;
  type: string;
  direction: 'asc' | 'desc';
}

/** Totals up to here are counted, above it estimated. */
export const EXACT_TOTAL = 10_000;
/** So many matches are ranked: ranking costs more than finding, and nobody pages further by relevance. */
const MOST_RANKED = 1_000;

export const ORDERS: Record<string, SortOrder> = {
  newest: { key: 'p.id', type: 'integer', direction: 'desc' },
  name: { key: `p.part_name ${BY_NAME}`, type: 'text', direction: 'asc' },
  price_asc: { key: 'p.price_amount', type: 'numeric', direction: 'asc' },
  price_desc: { key: 'p.price_amount', type: 'numeric', direction: 'desc' },
};

/** The ids behind the names of a filter. */
export interface NamedIds {
  categories?: readonly string[];
  genre?: string;
  platform?: string;
}

/** Who looks: what they may see, and the view their stock comes from. */
export interface Viewpoint {
  where: string[];
  join: string;
  inStock: string;
  orders: Record<string, SortOrder>;
}

interface Matching {
  /** Goes into the statement's `with`. */
  before: string;
  /** The parts a page is taken from, with the value each is sorted by as `k`. */
  sql: string;
  /** All that match. */
  counted: string;
  order: SortOrder;
}

/** The statements for "which parts match". Of a search by relevance a bounded number is ranked, whole names first. */
function matchingParts(
  filter: PartFilter,
  ids: NamedIds,
  fuzzy: boolean,
  view: Viewpoint,
  parameters: Parameters,
): Matching {
  const where = [...view.where, ...narrowing(filter, ids, view, parameters)];
  // The planner drops the join where nothing asks for stock: the view has one row a part at most.
  const from = (...joins: string[]): string => `from parts p ${[view.join, ...joins].join(' ')}`;
  const all = (...more: string[]): string =>
    [...where, ...more].length > 0 ? `where ${[...where, ...more].join(' and ')}` : '';
  const sorted = view.orders[filter.sort];
  const byRank = (rank: string): SortOrder => ({ key: rank, type: 'bigint', direction: 'desc' });
  const { terms } = filter;
  if (terms && fuzzy) {
    const { alike, rank } = fuzzySearch(terms, parameters);
    const order = sorted ?? byRank(rank);
    const joined = from('join alike d on d.part_id = p.id');
    const counted = `select 1 ${joined} ${all()}`;
    if (sorted)
      return {
        before: alike,
        sql: `select p.id, ${order.key} as k ${joined} ${all()}`,
        counted,
        order,
      };
    const candidates = `candidates as materialized (select p.id, d.fuzzy ${joined} ${all()} limit ${MOST_RANKED}),`;
    const sql = `select p.id, ${rank} as k from candidates d join parts p using (id)`;
    return { before: alike + candidates, sql, counted, order };
  }
  if (!terms) {
    const order = sorted ?? byRank('0::bigint');
    const sql = `select p.id, ${order.key} as k ${from()} ${all()}`;
    return { before: '', sql, counted: `select 1 ${from()} ${all()}`, order };
  }
  const { where: found, named, ranking } = exactSearch(terms, parameters);
  const joined = from('join part_search d on d.part_id = p.id');
  const counted = `select 1 ${joined} ${all(found)}`;
  if (sorted)
    return {
      before: '',
      sql: `select p.id, ${sorted.key} as k ${joined} ${all(found)}`,
      counted,
      order: sorted,
    };
  const { sku, rank } = ranking();
  const candidates = `candidates as materialized (
    (select p.id ${from()} ${all(sku)} limit ${MOST_RANKED})
    union (select p.id ${joined} ${all(named, found)} limit ${MOST_RANKED})
    union (select p.id ${joined} ${all(found)} limit ${MOST_RANKED})),`;
  const sql = `select p.id, ${rank} as k from candidates c join parts p using (id) join part_search d on d.part_id = p.id`;
  return { before: candidates, sql, counted, order: byRank(rank) };
}

function narrowing(
  filter: PartFilter,
  ids: NamedIds,
  view: Viewpoint,
  parameters: Parameters,
): string[] {
  const where: string[] = [];
  if (filter.kind) where.push(`p.kind = ${parameters.add(filter.kind, 'text')}`);
  if (ids.categories)
    where.push(`p.category_id = any (${parameters.add(ids.categories, 'uuid[]')})`);
  for (const to of ['genre', 'platform'] as const)
    if (ids[to])
      where.push(
        `exists (select 1 from part_${to}s l where l.part_id = p.id and l.${to}_id = ${parameters.add(ids[to], 'uuid')})`,
      );
  if (filter.min_price)
    where.push(`p.price_amount >= ${parameters.add(filter.min_price, 'numeric')}`);
  if (filter.max_price)
    where.push(`p.price_amount <= ${parameters.add(filter.max_price, 'numeric')}`);
  if (filter.in_stock !== undefined)
    // Strict, so that the planner may begin with what is in stock.
    where.push(filter.in_stock ? view.inStock : `${view.inStock} is not true`);
  return where;
}

/** What is selected of the parts of a page, and whether their total is counted with it, as it is by default. */
export interface PageSelect {
  columns: string;
  joins?: string;
  counted?: boolean;
}

/** One page of matching parts and their total; one row more than asked for tells of a next page. */
export function pageStatement(
  filter: PartFilter,
  ids: NamedIds,
  after: ListPosition | null,
  fuzzy: boolean,
  view: Viewpoint,
  select: PageSelect,
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { before, sql, counted, order } = matchingParts(filter, ids, fuzzy, view, parameters);
  const beyond = after
    ? `where (k, id) ${order.direction === 'asc' ? '>' : '<'} (${parameters.add(after.k, order.type)}, ${parameters.add(after.id, 'integer')})`
    : '';
  const limit = parameters.add(filter.limit + 1, 'integer');
  const total = select.counted === false ? '0' : countOf(counted);
  return {
    sql: `
      with ${before} matched as not materialized (${sql}),
      page as (select id, k from matched ${beyond} order by k ${order.direction}, id ${order.direction} limit ${limit})
      select p.id, page.k::text as k, ${select.columns},
        ${total} as total
      from page join parts p using (id) ${select.joins ?? ''}
      order by page.k ${order.direction}, page.id ${order.direction}`,
    parameters: parameters.values,
  };
}

const countOf = (counted: string): string =>
  `(select count(*)::integer from (${counted} limit ${EXACT_TOTAL + 1}) c)`;

/** How many match a filter without words, up to one more than are counted. */
export function countStatement(
  filter: PartFilter,
  ids: NamedIds,
  view: Viewpoint,
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { counted } = matchingParts(filter, ids, false, view, parameters);
  return { sql: `select ${countOf(counted)} as total`, parameters: parameters.values };
}

/** The planner's idea of how many rows match, for totals too large to count. */
export function estimateStatement(
  filter: PartFilter,
  ids: NamedIds,
  fuzzy: boolean,
  view: Viewpoint,
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { before, counted } = matchingParts(filter, ids, fuzzy, view, parameters);
  return {
    sql: `explain (format json) with ${before} counted as not materialized (${counted}) select from counted`,
    parameters: parameters.values,
  };
}

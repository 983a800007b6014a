import { Parameters } from '../search/parameters.js';
import {
  EXACT_TOTAL,
  ORDERS,
  type ListPosition,
  type PartFilter,
} from '../search/part-matching.js';
import { IS_PUBLIC } from './part-sql.js';

/** Entries of an index that a page looks at: some five hundred buffers. What is found later than that is rare. */
export const MOST_WALKED = 50_000;
/** Entries that are looked at for a total. */
export const MOST_COUNTED = 20_000;
/** So many parts are looked at one by one where a walk along an index has found too few. */
export const MOST_SCATTERED = 1_500;
/** Every group costs a descent into the index. */
const MOST_GROUPS = 200;

const IN_STOCK = 1;
const OUT_OF_STOCK = 2;
const KINDS: Readonly<Record<string, number>> = { physical: 3, game: 4 };

/** The numbers that categories, genres and platforms have in the listing, behind the names of a filter. */
export interface ListingTags {
  categories?: readonly number[];
  genre?: number;
  platform?: number;
}

interface ListingStatement {
  sql: string;
  parameters: unknown[];
}

/** A list is made of groups, in each of which an index knows every order. */
interface Groups {
  column: 'kind' | 'category';
  of: readonly number[];
}

function groupsOf({ kind }: PartFilter, { categories }: ListingTags): Groups {
  if (categories && categories.length <= MOST_GROUPS) return { column: 'category', of: categories };
  return { column: 'kind', of: kind ? [KINDS[kind]!] : Object.values(KINDS) };
}

/** What a part has to be, beside being in one of the groups. */
function tagged(filter: PartFilter, tags: ListingTags, parameters: Parameters): string[] {
  const all = [tags.genre, tags.platform];
  if (filter.kind) all.push(KINDS[filter.kind]);
  if (filter.in_stock !== undefined) all.push(filter.in_stock ? IN_STOCK : OUT_OF_STOCK);
  const wanted = all.filter((tag) => tag !== undefined);
  const where: string[] = [];
  if (wanted.length > 0) where.push(`tags @> ${parameters.add(wanted, 'integer[]')}`);
  if (tags.categories && tags.categories.length > MOST_GROUPS)
    where.push(`tags && ${parameters.add(tags.categories, 'integer[]')}`);
  return where;
}

/** A range of prices is an index of its own. */
export const isPriced = ({ min_price, max_price }: PartFilter): boolean =>
  min_price !== undefined || max_price !== undefined;

function priced({ min_price, max_price }: PartFilter, parameters: Parameters): string[] {
  const where: string[] = [];
  if (min_price) where.push(`price_amount >= ${parameters.add(min_price, 'numeric')}`);
  if (max_price) where.push(`price_amount <= ${parameters.add(max_price, 'numeric')}`);
  return where;
}

const all = (...conditions: string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

function sorting(filter: PartFilter): { key: string; type: string; direction: 'asc' | 'desc' } {
  const { type, direction } = ORDERS[filter.sort]!;
  const key = { newest: 'part_id', name: 'part_name' }[filter.sort] ?? 'price_amount';
  return { key, type, direction };
}

function beyond(after: ListPosition | null, filter: PartFilter, parameters: Parameters): string[] {
  if (!after) return [];
  const { key, type, direction } = sorting(filter);
  const place = `(${parameters.add(after.k, type)}, ${parameters.add(after.id, 'integer')})`;
  return [`(${key}, part_id) ${direction === 'asc' ? '>' : '<'} ${place}`];
}

/**
 * A page, found by walking along the index of each group: its rows, one more where there is a next page.
 * @param walked how many entries are looked at; behind them there may be more, unless it is null
 */
export function walkStatement(
  filter: PartFilter,
  tags: ListingTags,
  after: ListPosition | null,
  columns: string,
  walked: number | null,
): ListingStatement {
  const parameters = new Parameters();
  const { column, of } = groupsOf(filter, tags);
  const { key, direction } = sorting(filter);
  const prices = priced(filter, parameters);
  const byPrice = key === 'price_amount';
  const inIndex = [
    'shown',
    `${column} = grouped.tag`,
    ...beyond(after, filter, parameters),
    ...(byPrice ? prices : []),
  ];
  const looked = [...tagged(filter, tags, parameters), ...(byPrice ? [] : prices)];
  const order = (k: string, id: string): string => `${k} ${direction}, ${id} ${direction}`;
  const most = walked === null ? '' : `limit ${Math.ceil(walked / of.length)}`;
  const limit = parameters.add(filter.limit + 1, 'integer');
  return {
    sql: `
      with page as (
        select part_id as id, k from unnest(${parameters.add(of, 'integer[]')}) grouped (tag)
        cross join lateral (
          select part_id, k from (
            select part_id, ${key} as k, price_amount, tags from part_listing ${all(...inIndex)}
            order by ${order(key, 'part_id')} ${most}
          ) walked ${all(...looked)} limit ${limit}
        ) found order by ${order('k', 'id')} limit ${limit})
      select p.id, page.k::text as k, ${columns} from page join parts p using (id) where ${IS_PUBLIC}
      order by ${order('page.k', 'page.id')}`,
    parameters: parameters.values,
  };
}

/**
 * All that a part has to be. Said once each: the planner would take what is said twice for twice as rare.
 * @param byColumn the group as its column says it, of which the planner knows most, and not as a tag
 */
function everything(
  filter: PartFilter,
  tags: ListingTags,
  parameters: Parameters,
  byColumn: boolean,
): string[] {
  const { column, of } = groupsOf(filter, tags);
  const { kind, ...others } = filter;
  const group = parameters.add(of, 'integer[]');
  return [
    'shown',
    byColumn ? `${column} = any (${group})` : `tags && ${group}`,
    ...tagged(column === 'kind' ? others : { ...others, kind }, tags, parameters),
    ...priced(filter, parameters),
  ];
}

/**
 * The same page for filters that hardly anything matches: all of it is looked up by what it is, and then sorted. Where
 * `found` is above `MOST_SCATTERED`, not all were looked at, and the page is none.
 */
export function scatteredStatement(
  filter: PartFilter,
  tags: ListingTags,
  after: ListPosition | null,
  columns: string,
): ListingStatement {
  const parameters = new Parameters();
  const { key, direction } = sorting(filter);
  const where = all(
    ...everything(filter, tags, parameters, isPriced(filter)),
    ...beyond(after, filter, parameters),
  );
  // An index of prices has no names: they are looked up for what is found.
  const later = key === 'part_name' && isPriced(filter);
  return {
    sql: `
      with found as materialized (
        select part_id, ${later ? 'null' : key} as k from part_listing ${where} limit ${MOST_SCATTERED + 1}),
      page as (select part_id as id, ${later ? 'l.part_name' : 'found.k'} as k
        from found ${later ? 'join part_listing l using (part_id)' : ''}
        order by k ${direction}, id ${direction} limit ${parameters.add(filter.limit + 1, 'integer')})
      select p.id, page.k::text as k, ${columns}, (select count(*)::integer from found) as found
      from page join parts p using (id) where ${IS_PUBLIC} order by page.k ${direction}, page.id ${direction}`,
    parameters: parameters.values,
  };
}

/** How many of the first entries match, up to one more than are counted, and how many entries were looked at. */
export function countStatement(filter: PartFilter, tags: ListingTags): ListingStatement {
  const parameters = new Parameters();
  const { column, of } = groupsOf(filter, tags);
  const prices = priced(filter, parameters);
  const order = prices.length > 0 ? 'price_amount, part_id' : 'part_id';
  const most = MOST_COUNTED + 1;
  const looked = tagged(filter, tags, parameters);
  return {
    sql: `
      select count(*) filter (${looked.length > 0 ? all(...looked) : 'where true'})::integer as matching, count(*)::integer as walked
      from (
        select tags from unnest(${parameters.add(of, 'integer[]')}) grouped (tag)
        cross join lateral (
          select tags from part_listing ${all('shown', `${column} = grouped.tag`, ...prices)} order by ${order} limit ${most}
        ) entry limit ${looked.length > 0 ? most : EXACT_TOTAL + 1}) entries`,
    parameters: parameters.values,
  };
}

/** The planner's idea of how many match. */
export function estimateStatement(filter: PartFilter, tags: ListingTags): ListingStatement {
  const parameters = new Parameters();
  return {
    sql: `explain (format json) select from part_listing ${all(...everything(filter, tags, parameters, true))}`,
    parameters: parameters.values,
  };
}

import { Parameters } from '../search/parameters.js';
import { EXACT_TOTAL, type ListPosition } from '../search/part-matching.js';
import type { Listed, ListPlan } from './list-plan.js';

/** Entries that are looked at for a total. */
export const MOST_COUNTED = 15_000;
/** So many parts are looked at one by one where a walk along an index has found too few. */
const MOST_SCATTERED = 1_000;
/** Looked at in two tables, each costs four times as much. */
const MOST_LOOKED_UP_TWICE = 250;

export interface ListingStatement {
  sql: string;
  parameters: unknown[];
}

/** What is shown of the parts of a page. */
export interface ShownParts {
  columns: string;
  joins?: string;
  where?: string;
  limit: number;
}

/** What a part has to be, beside being in one of the groups. */
export function tagged({ wanted, among }: Listed, parameters: Parameters): string[] {
  const where: string[] = [];
  if (wanted.length > 0) where.push(`tags @> ${parameters.add(wanted, 'integer[]')}`);
  if (among.length > 0) where.push(`tags && ${parameters.add(among, 'integer[]')}`);
  return where;
}

export function priced({ min_price, max_price }: ListPlan, parameters: Parameters): string[] {
  const where: string[] = [];
  if (min_price) where.push(`price_amount >= ${parameters.add(min_price, 'numeric')}`);
  if (max_price) where.push(`price_amount <= ${parameters.add(max_price, 'numeric')}`);
  return where;
}

/** A `where` of all conditions that are given. */
export const all = (...conditions: (string | undefined)[]): string => {
  const given = conditions.filter((one) => one !== undefined);
  return given.length > 0 ? `where ${given.join(' and ')}` : '';
};

function beyond(
  { type, direction }: ListPlan,
  after: ListPosition | null,
  [key, id]: [key: string, id: string],
  parameters: Parameters,
): string[] {
  if (!after) return [];
  const place = `(${parameters.add(after.k, type)}, ${parameters.add(after.id, 'integer')})`;
  return [`(${key}, ${id}) ${direction === 'asc' ? '>' : '<'} ${place}`];
}

/** The parts of the CTE `page`, in its order, but for the one that only tells of a next page. */
const shownOf = (
  { direction }: ListPlan,
  shown: ShownParts,
  more: string,
  where: string,
): string => `
  select p.id, page.k::text as k, ${shown.columns}${more}
  from (select * from page ${where} order by k ${direction}, id ${direction} limit ${shown.limit}) page
  join parts p using (id) ${shown.joins ?? ''}
  ${all(shown.where)} order by page.k ${direction}, page.id ${direction}`;

/** The same, each row with whether a page comes after it and what `about` says of the whole. One row says it even if it has no part. */
const told = (plan: ListPlan, shown: ShownParts, about: string, where = ''): string => `
  select s.*, about.*, exists (select from page offset ${shown.limit}) as has_next from (${about}) about left join (
    ${shownOf(plan, shown, `, row_number() over (order by page.k ${plan.direction}, page.id ${plan.direction}) as place`, where)}
  ) s on true order by s.place`;

/**
 * A page, found by walking along the index of each group. Behind where one
 * of the walks was cut nothing is shown, as entries that come before it may not have been seen. `is_cut` says so; one row
 * tells it even if it has no part.
 * @param bounds how many entries are looked at in each group; without them each is walked to its end
 */
export function walkStatement(
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  bounds: readonly number[] | null,
): ListingStatement {
  const parameters = new Parameters();
  const { key, direction, walked } = plan;
  const { table, always, column, groups } = walked;
  const prices = priced(plan, parameters);
  const byPrice = key === 'price_amount';
  const inIndex = [
    always,
    `${column} = grouped.tag`,
    ...beyond(plan, after, [key, 'part_id'], parameters),
    ...(byPrice ? prices : []),
  ];
  const looked = [...tagged(walked, parameters), ...(byPrice ? [] : prices)];
  const matches = looked.length > 0 ? looked.join(' and ') : 'true';
  const order = (k: string, id: string): string => `${k} ${direction}, ${id} ${direction}`;
  const entries = (more: string): string => `
    select part_id, ${key} as k, price_amount, tags from ${table} ${all(...inIndex)}
    order by ${order(key, 'part_id')} ${more}`;
  const walk = bounds
    ? `select entry.*, row_number() over (order by ${order('k', 'part_id')}) = bound as ends
       from (${entries(`limit ${Math.max(...bounds)}`)}) entry limit bound`
    : `select entry.*, false as ends from (${entries('')}) entry`;
  const tags = parameters.add(groups, 'integer[]');
  const ends = parameters.add(bounds, 'integer[]');
  const limit = parameters.add(shown.limit + 1, 'integer');
  return {
    sql: `
      with found as materialized (
        select part_id as id, k, matches, ends from unnest(${tags}, ${ends}) grouped (tag, bound)
        cross join lateral (
          select part_id, k, ${matches} as matches, ends from (${walk}) walked
          where ends or ${matches} limit ${limit}
        ) seen),
      page as (
        select id, k from found where matches and not exists (
          select from found cut where cut.ends and (cut.k, cut.id) ${direction === 'asc' ? '<' : '>'} (found.k, found.id))
        order by ${order('k', 'id')} limit ${limit})
      ${told(
        plan,
        shown,
        'select coalesce(bool_or(ends), false) as is_cut from found',
        // What is cut and no whole page is looked for in another way: none of it is shown.
        `where (not exists (select from found where ends) or exists (select from page offset ${shown.limit}))`,
      )}`,
    parameters: parameters.values,
  };
}

/**
 * All that a part has to be. Said once each: the planner would take what is said twice for twice as rare.
 * @param byColumn the group as its column says it, of which the planner knows most, and not as a tag
 */
function everything(plan: ListPlan, parameters: Parameters, byColumn: boolean): string[] {
  const { always, column, groups, isTagged, shared = [] } = plan.lookedUp;
  const group = parameters.add(groups, 'integer[]');
  return [
    ...(always ? [always] : []),
    isTagged && !byColumn ? `tags && ${group}` : `${column} = any (${group})`,
    ...(shared.length > 0 && !byColumn ? [`tags @> ${parameters.add(shared, 'integer[]')}`] : []),
    ...tagged(plan.lookedUp, parameters),
    ...priced(plan, parameters),
  ];
}

/** Where what matches is looked up: in the index of prices alone, or in the rows that the index of tags leads to. */
export type LookUp = 'prices' | 'rows';

/** Whether what is found has to be looked up in another place for what it is sorted by. */
function isLookedUpTwice(plan: ListPlan, by: LookUp): boolean {
  const inPriceIndex = plan.key === 'part_id' || plan.key === 'price_amount';
  return plan.walked.table !== plan.lookedUp.table || (by === 'prices' && !inPriceIndex);
}

/** How many parts are looked at one by one. */
export const mostScattered = (plan: ListPlan, by: LookUp): number =>
  isLookedUpTwice(plan, by) ? MOST_LOOKED_UP_TWICE : MOST_SCATTERED;

/**
 * The same page for filters that hardly anything matches: all of it is looked up by what it is, and then sorted. Where
 * `found` is above `mostScattered`, not all were looked at, and the page is none. One row tells so even if it has no part.
 */
export function scatteredStatement(
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  by: LookUp,
): ListingStatement {
  const parameters = new Parameters();
  const { key, direction, walked, lookedUp } = plan;
  const where = all(...everything(plan, parameters, by === 'prices'));
  const [k, join] = isLookedUpTwice(plan, by)
    ? [`l.${key}`, `join ${walked.table} l using (part_id)`]
    : ['found.k', ''];
  const most = mostScattered(plan, by);
  // Too many are not looked at twice, nor shown.
  const few = `(select count(*) from found) <= ${most}`;
  const behind = all(few, ...beyond(plan, after, [k, 'part_id'], parameters));
  return {
    sql: `
      with found as materialized (
        select part_id, ${join === '' ? key : 'null'} as k from ${lookedUp.table} ${where} limit ${most + 1}),
      page as (select part_id as id, ${k} as k from found ${join} ${behind}
        order by k ${direction}, id ${direction} limit ${parameters.add(shown.limit + 1, 'integer')})
      ${told(plan, shown, 'select count(*)::integer as found from found')}`,
    parameters: parameters.values,
  };
}

/** How many of the first entries match, up to one more than are counted, and how many entries were looked at. */
export function countStatement(plan: ListPlan): ListingStatement {
  const parameters = new Parameters();
  const { table, always, column, groups } = plan.lookedUp;
  const prices = priced(plan, parameters);
  const order = prices.length > 0 ? 'price_amount, part_id' : 'part_id';
  const most = MOST_COUNTED + 1;
  const looked = tagged(plan.lookedUp, parameters);
  return {
    sql: `
      select count(*) filter (${looked.length > 0 ? all(...looked) : 'where true'})::integer as matching, count(*)::integer as walked
      from (
        select tags from unnest(${parameters.add(groups, 'integer[]')}) grouped (tag)
        cross join lateral (
          select tags from ${table} ${all(always, `${column} = grouped.tag`, ...prices)} order by ${order} limit ${most}
        ) entry limit ${looked.length > 0 ? most : EXACT_TOTAL + 1}) entries`,
    parameters: parameters.values,
  };
}

/**
 * The planner's idea of how many match, or how many would if tags were no matter, and of where they are.
 * @param by where they would be looked up
 */
export function estimateStatement(
  plan: ListPlan,
  withTags = true,
  by: LookUp = 'prices',
): ListingStatement {
  const parameters = new Parameters();
  const lookedUp = withTags ? plan.lookedUp : { ...plan.lookedUp, wanted: [], among: [] };
  const where = all(...everything({ ...plan, lookedUp }, parameters, by === 'prices'));
  return {
    sql: `explain (format json) select from ${lookedUp.table} ${where}`,
    parameters: parameters.values,
  };
}

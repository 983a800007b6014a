import { Parameters } from '../search/parameters.js';
import { EXACT_TOTAL, type ListPosition } from '../search/part-matching.js';
import { isPriced, type Listed, type ListPlan } from './list-plan.js';

/** Entries of an index that a page looks at: some five hundred buffers. What is found later than that is rare. */
export const MOST_WALKED = 50_000;
/** Entries that are looked at for a total. */
export const MOST_COUNTED = 20_000;
/** So many parts are looked at one by one where a walk along an index has found too few. */
const MOST_SCATTERED = 1_500;
/** Looked at in two tables, each costs four times as much. */
const MOST_LOOKED_UP_TWICE = 350;

interface ListingStatement {
  sql: string;
  parameters: unknown[];
}

/** What is shown of the parts of a page. */
export interface ShownParts {
  columns: string;
  joins?: string;
  where?: string;
  /** One more than this tells of a next page. */
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

/** The parts of the CTE `page`, in its order. */
const shownOf = ({ direction }: ListPlan, shown: ShownParts, more = ''): string => `
  select p.id, page.k::text as k, ${shown.columns}${more} from page join parts p using (id) ${shown.joins ?? ''}
  ${all(shown.where)} order by page.k ${direction}, page.id ${direction}`;

/**
 * A page, found by walking along the index of each group: its rows, one more where there is a next page.
 * @param most how many entries are looked at; behind them there may be more, unless it is null
 */
export function walkStatement(
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
  most: number | null,
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
  const order = (k: string, id: string): string => `${k} ${direction}, ${id} ${direction}`;
  const bound = most === null ? '' : `limit ${Math.ceil(most / walked.large)}`;
  const limit = parameters.add(shown.limit + 1, 'integer');
  return {
    sql: `
      with page as (
        select part_id as id, k from unnest(${parameters.add(groups, 'integer[]')}) grouped (tag)
        cross join lateral (
          select part_id, k from (
            select part_id, ${key} as k, price_amount, tags from ${table} ${all(...inIndex)}
            order by ${order(key, 'part_id')} ${bound}
          ) walked ${all(...looked)} limit ${limit}
        ) found order by ${order('k', 'id')} limit ${limit})
      ${shownOf(plan, shown)}`,
    parameters: parameters.values,
  };
}

/**
 * All that a part has to be. Said once each: the planner would take what is said twice for twice as rare.
 * @param byColumn the group as its column says it, of which the planner knows most, and not as a tag
 */
function everything(plan: ListPlan, parameters: Parameters, byColumn: boolean): string[] {
  const { always, column, groups, isTagged } = plan.lookedUp;
  const group = parameters.add(groups, 'integer[]');
  return [
    ...(always ? [always] : []),
    isTagged && !byColumn ? `tags && ${group}` : `${column} = any (${group})`,
    ...tagged(plan.lookedUp, parameters),
    ...priced(plan, parameters),
  ];
}

/** Whether what is found has to be looked up in another place for what it is sorted by. */
function isLookedUpTwice(plan: ListPlan): boolean {
  const inPriceIndex = plan.key === 'part_id' || plan.key === 'price_amount';
  return plan.walked.table !== plan.lookedUp.table || (isPriced(plan) && !inPriceIndex);
}

/** How many parts are looked at one by one. */
export const mostScattered = (plan: ListPlan): number =>
  isLookedUpTwice(plan) ? MOST_LOOKED_UP_TWICE : MOST_SCATTERED;

/**
 * The same page for filters that hardly anything matches: all of it is looked up by what it is, and then sorted. Where
 * `found` is above `mostScattered`, not all were looked at, and the page is none. One row tells so even if it has no part.
 */
export function scatteredStatement(
  plan: ListPlan,
  after: ListPosition | null,
  shown: ShownParts,
): ListingStatement {
  const parameters = new Parameters();
  const { key, direction, walked, lookedUp } = plan;
  const where = all(...everything(plan, parameters, isPriced(plan)));
  const [k, join] = isLookedUpTwice(plan)
    ? [`l.${key}`, `join ${walked.table} l using (part_id)`]
    : ['found.k', ''];
  const behind = all(...beyond(plan, after, [k, 'part_id'], parameters));
  return {
    sql: `
      with found as materialized (
        select part_id, ${join === '' ? key : 'null'} as k from ${lookedUp.table} ${where} limit ${mostScattered(plan) + 1}),
      page as (select part_id as id, ${k} as k from found ${join} ${behind}
        order by k ${direction}, id ${direction} limit ${parameters.add(shown.limit + 1, 'integer')})
      select s.*, f.found from (select count(*)::integer as found from found) f left join (
        ${shownOf(plan, shown, `, row_number() over (order by page.k ${direction}, page.id ${direction}) as place`)}
      ) s on true order by s.place`,
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

/** The planner's idea of how many match. */
export function estimateStatement(plan: ListPlan): ListingStatement {
  const parameters = new Parameters();
  return {
    sql: `explain (format json) select from ${plan.lookedUp.table} ${all(...everything(plan, parameters, true))}`,
    parameters: parameters.values,
  };
}

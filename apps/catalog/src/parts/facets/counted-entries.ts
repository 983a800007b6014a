import type { Queryable } from '@tandem/persistence';
import { explain } from '../../search/explain.js';
import { Parameters } from '../../search/parameters.js';
import { isPriced, type ListPlan } from '../list-plan.js';
import { all, estimateStatement, MOST_COUNTED, priced, tagged } from '../listing-statements.js';
import type { Counts } from './kept-counts.js';
import { PRICE_RANGES } from './price-ranges.js';

/** How many parts have each number, and how many are in each range of prices. */
export interface Counted {
  tags: Counts;
  prices: readonly number[];
  isExact: boolean;
}

interface Row {
  walked: number;
  complete: boolean;
  counted: { matching: number; tags: Record<string, number>; prices: number[] }[];
}

const IN_RANGES = PRICE_RANGES.map(({ min_price, max_price }) => {
  const ends = [
    min_price === null ? null : `price_amount >= ${min_price}`,
    max_price === null ? null : `price_amount <= ${max_price}`,
  ];
  return `count(*) filter (where ${ends.filter((end) => end !== null).join(' and ')})`;
});

/** Of each group as large a share as of the others, so that what is counted is like the whole. */
function sharesOf(groups: readonly number[], kept: Counts): { shares: number[]; held: number } {
  const sizes = groups.map((group) => kept.get(group) ?? 0);
  const held = sizes.reduce((sum, size) => sum + size, 0);
  const share = (size: number): number =>
    held <= MOST_COUNTED ? MOST_COUNTED + 1 : Math.ceil((size / held) * MOST_COUNTED);
  return { shares: sizes.map(share), held };
}

/** Names the entries of an index that a plan is counted among. */
export const entriesOf = ({ lookedUp, min_price, max_price }: ListPlan): string =>
  JSON.stringify([lookedUp.column, lookedUp.groups, min_price, max_price]);

/**
 * Counts what matches among the entries of an index: all of them where they are few, else the newest (or the cheapest, where
 * there is a range of prices), from which the rest is estimated.
 * @param plans of the same entries, which are read once
 */
export async function countEntries(
  db: Queryable,
  plans: readonly ListPlan[],
  kept: Counts,
): Promise<Counted[]> {
  const parameters = new Parameters();
  const [first] = plans;
  const { table, always, column, groups } = first!.lookedUp;
  const { shares, held } = sharesOf(groups, kept);
  const prices = priced(first!, parameters);
  const order = prices.length > 0 ? 'price_amount, part_id' : 'part_id desc';
  const countOf = (plan: ListPlan): string => `(
    with matching as materialized (select tags, price_amount from entries ${all(...tagged(plan.lookedUp, parameters))})
    select json_build_object(
      'matching', (select count(*) from matching),
      'tags', (select coalesce(json_object_agg(t, n), '{}') from (select t, count(*) as n from matching, unnest(tags) t group by t) c),
      'prices', (select array[${IN_RANGES.join(', ')}] from matching)))`;
  const each = new Map(plans.map((plan) => [wantedOf(plan), plan]));
  const [row] = await db.query<Row>(
    `with entries as materialized (
       select grouped.tag, grouped.most, e.tags, e.price_amount
         from unnest(${parameters.add(groups, 'integer[]')}, ${parameters.add(shares, 'integer[]')}) grouped (tag, most)
         cross join lateral (
           select tags, price_amount from ${table} ${all(always, `${column} = grouped.tag`, ...prices)}
            order by ${order} limit grouped.most) e)
     select (select count(*)::integer from entries) as walked,
       not exists (select from entries group by tag, most having count(*) >= most) as complete,
       json_build_array(${[...each.values()].map(countOf).join(', ')}) as counted`,
    parameters.values,
  );
  const { walked, complete, counted } = row!;
  const made = new Map<string, Counted>();
  for (const [n, [wanted, plan]] of [...each].entries()) {
    const { matching, tags, prices: inRanges } = counted[n]!;
    const times = complete
      ? 1
      : isPriced(plan)
        ? (await explain(db, estimateStatement(plan)))['Plan Rows'] / Math.max(matching, 1)
        : held / Math.max(walked, 1);
    const estimated = (count: number): number => Math.round(count * Math.max(times, 1));
    made.set(wanted, {
      tags: new Map(Object.entries(tags).map(([tag, count]) => [Number(tag), estimated(count)])),
      prices: inRanges.map(estimated),
      isExact: complete,
    });
  }
  return plans.map((plan) => made.get(wantedOf(plan))!);
}

const wantedOf = ({ lookedUp: { wanted, among } }: ListPlan): string =>
  JSON.stringify([wanted, among]);

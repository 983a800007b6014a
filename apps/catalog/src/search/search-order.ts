import { BY_NAME } from './by-name.js';
import type { Parameters } from './parameters.js';
import { ORDERS, type PartFilter, type SortOrder } from './part-matching.js';
import type { SearchQuery } from './search-query.js';

/** What the orders of lists are, of a search document. */
const KEYS: Readonly<Record<string, string>> = {
  newest: 'part_id',
  name: `part_name ${BY_NAME}`,
  price_asc: 'price_amount',
  price_desc: 'price_amount',
  sku: 'sku',
};

/** What stands in another row, as it changes more often than a document should be written. */
const ELSEWHERE: Readonly<Record<string, { table: string; column: string }>> = {
  updated: { table: 'staff_listing', column: 'updated_at' },
  stock_asc: { table: 'staff_shelf', column: 'available' },
  stock_desc: { table: 'staff_shelf', column: 'available' },
};

/** The orders of staff's table. */
export const STAFF_ORDERS: Record<string, SortOrder> = {
  ...ORDERS,
  updated: { type: 'timestamptz', direction: 'desc' },
  sku: { type: 'text', direction: 'asc' },
  stock_asc: { type: 'integer', direction: 'asc' },
  stock_desc: { type: 'integer', direction: 'desc' },
};

/** Whether each part that is sorted costs another row. */
export const isElsewhere = (sort: string): boolean => sort in ELSEWHERE;

/** How a search is sorted: the key of documents called `u`, and what is joined to them for it. */
export interface SearchOrder extends SortOrder {
  key: string;
  join: string;
}

/** @param among the name of a relation that holds the `part_id` of whatever is sorted */
export function orderOf(
  query: SearchQuery,
  filter: PartFilter,
  parameters: Parameters,
  among: string,
): SearchOrder {
  const order = STAFF_ORDERS[filter.sort];
  if (!order)
    return {
      key: rankOf(query, filter, parameters),
      join: '',
      type: 'bigint',
      direction: 'desc',
    };
  const elsewhere = ELSEWHERE[filter.sort];
  if (!elsewhere) return { ...order, key: KEYS[filter.sort]!, join: '' };
  const { table, column } = elsewhere;
  // Looked up all at once: the newest parts stand beside each other, and one by one each would cost a descent.
  const join = `join (select part_id, ${column} from ${table} where part_id = any (array(select part_id from ${among}))) e using (part_id)`;
  return { ...order, key: `e.${column}`, join };
}

/** What an index does not answer, and each document is asked for. */
export function keptOf(
  { exact }: SearchQuery,
  { min_price, max_price }: PartFilter,
  parameters: Parameters,
): string[] {
  const kept: string[] = [];
  if (min_price) kept.push(`price_amount >= ${parameters.add(min_price, 'numeric')}`);
  if (max_price) kept.push(`price_amount <= ${parameters.add(max_price, 'numeric')}`);
  if (exact) kept.push(`(branch = 0 or document @@ ${parameters.add(exact, 'tsquery')})`);
  return kept;
}

function rankOf(query: SearchQuery, { terms }: PartFilter, parameters: Parameters): string {
  const typed = parameters.add(terms!.text, 'text');
  const number =
    terms!.partNumber === null
      ? ''
      : `when compact_sku = ${parameters.add(terms!.partNumber, 'text')} then 8 `;
  const words =
    query.words === ''
      ? '0'
      : `2 * ts_rank_cd(headline, ${parameters.add(query.exact ?? query.words, 'tsquery')}, 32)`;
  return `(1000000 * (
    case when sku = lower(${typed}) then 10 ${number}when starts_with(sku, lower(${typed})) then 4 else 0 end
    + case when part_name = lower(${typed}) then 3 when starts_with(part_name, lower(${typed})) then 1
        when strpos(part_name, lower(${typed})) > 0 then 0.5 else 0 end
    + ${words}))::bigint`;
}

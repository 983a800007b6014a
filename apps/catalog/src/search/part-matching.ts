import type { SearchTerms } from './search-terms.js';

/** What both the shop's and the staff's list can be narrowed by. */
export interface PartFilter {
  terms: SearchTerms | null;
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Collects values while the statement is put together, so that every value is a parameter. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

export const ORDERS: Record<string, SortOrder> = {
  newest: { key: 'p.id', type: 'integer', direction: 'desc' },
  name: { key: 'lower(p.part_name)', type: 'text', direction: 'asc' },
  price_asc: { key: 'p.price_amount', type: 'numeric', direction: 'asc' },
  price_desc: { key: 'p.price_amount', type: 'numeric', direction: 'desc' },
};

/** Categories below the named one belong to it. */
function inCategory(category: string, parameters: Parameters): string {
  const where = UUID.test(category)
    ? `id = ${parameters.add(category, 'uuid')}`
    : `slug = ${parameters.add(category, 'text')}`;
  return `p.category_id in (
    with recursive below as (
      select id from categories where ${where}
      union select k.id from categories k join below b on k.parent_id = b.id
    ) select id from below)`;
}

function linked(table: 'genre' | 'platform', name: string, parameters: Parameters): string {
  const where = UUID.test(name)
    ? `t.id = ${parameters.add(name, 'uuid')}`
    : `t.slug = ${parameters.add(name, 'text')}`;
  return `exists (select 1 from part_${table}s l join ${table}s t on t.id = l.${table}_id where l.part_id = p.id and ${where})`;
}

/** Search in the documents: stems, exact words and a prefix of the last word. */
export function exactSearch(
  terms: SearchTerms,
  parameters: Parameters,
): { where: string; rank: string } {
  const text = parameters.add(terms.text, 'text');
  let query = `websearch_to_tsquery('english', ${text}) || websearch_to_tsquery('simple', ${text})`;
  if (terms.prefix !== null) {
    const rest = parameters.add(terms.rest, 'text');
    const prefix = parameters.add(terms.prefix, 'text');
    query += ` || ((plainto_tsquery('english', ${rest}) || plainto_tsquery('simple', ${rest})) && to_tsquery('simple', ${prefix}))`;
  }
  return {
    where: `d.document @@ (${query})`,
    rank: `(1000000 * (
      case when lower(p.sku) = lower(${text}) then 10 when starts_with(lower(p.sku), lower(${text})) then 4 else 0 end
      + case when lower(p.part_name) = lower(${text}) then 3 when starts_with(lower(p.part_name), lower(${text})) then 1 else 0 end
      + ts_rank_cd(d.document, ${query}, 32)))::bigint`,
  };
}

/**
 * Search by likeness, for what matches nothing as typed. The documents alike are found on their own, once: joined to
 * the parts in one go, a planner without fresh statistics walks through all parts and compares each.
 */
export function fuzzySearch(
  terms: SearchTerms,
  parameters: Parameters,
): { alike: string; rank: string } {
  const words = terms.fuzzy.map((word) => parameters.add(word, 'text'));
  const alike = words.map((word) => `fuzzy operator(public.%>) ${word}`);
  const likeness = words.map(
    (word) =>
      `2 * public.word_similarity(${word}, lower(p.part_name)) + public.word_similarity(${word}, d.fuzzy)`,
  );
  return {
    alike: `alike as materialized (select part_id, fuzzy from part_search where ${alike.join(' and ') || 'false'}),`,
    rank: `(1000000 * (${likeness.join(' + ') || '0'}))::bigint`,
  };
}

/** Who looks: what they may see, and the view their stock comes from. */
export interface Viewpoint {
  where: string[];
  join: string;
  inStock: string;
  orders: Record<string, SortOrder>;
}

/** The statement for "which parts match", with the value each is sorted by as `k`; `before` goes into its `with`. */
export function matchingParts(
  filter: PartFilter,
  fuzzy: boolean,
  view: Viewpoint,
  parameters: Parameters,
): { before: string; sql: string; order: SortOrder } {
  const where = [...view.where];
  // The planner drops the join where nothing asks for stock: the view has one row a part at most.
  const joins = [view.join];
  let rank = '0::bigint';
  let before = '';
  if (filter.terms && fuzzy) {
    joins.push('join alike d on d.part_id = p.id');
    ({ alike: before, rank } = fuzzySearch(filter.terms, parameters));
  } else if (filter.terms) {
    joins.push('join part_search d on d.part_id = p.id');
    const search = exactSearch(filter.terms, parameters);
    where.push(search.where);
    rank = search.rank;
  }
  if (filter.kind) where.push(`p.kind = ${parameters.add(filter.kind, 'text')}`);
  if (filter.category) where.push(inCategory(filter.category, parameters));
  if (filter.genre) where.push(linked('genre', filter.genre, parameters));
  if (filter.platform) where.push(linked('platform', filter.platform, parameters));
  if (filter.min_price)
    where.push(`p.price_amount >= ${parameters.add(filter.min_price, 'numeric')}`);
  if (filter.max_price)
    where.push(`p.price_amount <= ${parameters.add(filter.max_price, 'numeric')}`);
  if (filter.in_stock !== undefined)
    where.push(`${view.inStock} = ${parameters.add(filter.in_stock, 'boolean')}`);
  const order = view.orders[filter.sort] ?? { key: rank, type: 'bigint', direction: 'desc' };
  const conditions = where.length > 0 ? `where ${where.join(' and ')}` : '';
  return {
    before,
    sql: `select p.id, ${order.key} as k from parts p ${joins.join(' ')} ${conditions}`,
    order,
  };
}

/** One page of matching parts and their total; one row more than asked for tells of a next page. */
export function pageStatement(
  filter: PartFilter,
  after: ListPosition | null,
  fuzzy: boolean,
  view: Viewpoint,
  select: { columns: string; joins?: string },
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { before, sql, order } = matchingParts(filter, fuzzy, view, parameters);
  const beyond = after
    ? `where (k, id) ${order.direction === 'asc' ? '>' : '<'} (${parameters.add(after.k, order.type)}, ${parameters.add(after.id, 'integer')})`
    : '';
  const limit = parameters.add(filter.limit + 1, 'integer');
  return {
    sql: `
      with ${before} matched as not materialized (${sql}),
      page as (select id, k from matched ${beyond} order by k ${order.direction}, id ${order.direction} limit ${limit})
      select p.id, page.k::text as k, ${select.columns},
        (select count(*)::integer from (select 1 from matched limit ${EXACT_TOTAL + 1}) c) as total
      from page join parts p using (id) ${select.joins ?? ''}
      order by page.k ${order.direction}, page.id ${order.direction}`,
    parameters: parameters.values,
  };
}

/** The planner's idea of how many rows match, for totals too large to count. */
export function estimateStatement(
  filter: PartFilter,
  fuzzy: boolean,
  view: Viewpoint,
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { before, sql } = matchingParts(filter, fuzzy, view, parameters);
  return {
    sql: `explain (format json) with ${before} matched as not materialized (${sql}) select from matched`,
    parameters: parameters.values,
  };
}

import { slices } from '@tandem/kernel';
import type { Database } from '@tandem/persistence';
import { NUMBERED, type Look } from './find-candidates.js';
import { Parameters } from './parameters.js';
import type { ListPosition } from './part-matching.js';
import { resolveNames } from './resolve-names.js';
import { vocabularyOf } from './search-vocabulary.js';
import { markedQuery, markedRows, marksOf } from './search-marks.js';
import { keptOf, orderOf } from './search-order.js';
import { queryMeant, type AskedSearch } from './search-page.js';
import { searchQuery } from './search-query.js';

/** Each statement finds all that matches, so few of them go a long way. */
const LOOKED_UP = 20_000;

/**
 * The ids of everything that a search matches, however much it is, in its order; by relevance means the newest first, as
 * nothing is ranked. For whoever reads a list to its end: a page is `searchPage`.
 */
export async function* allMatches(
  database: Database,
  { filter, staff }: AskedSearch,
  atOnce: number,
): AsyncGenerator<number[]> {
  const tags = await resolveNames(database, filter);
  if (!tags) return;
  const sorted = { ...filter, sort: filter.sort === 'relevance' ? 'newest' : filter.sort };
  const look = {
    filter: sorted,
    marks: marksOf(filter, tags, staff),
    forStaff: staff !== null,
    after: null,
  };
  const vocabulary = await vocabularyOf(database, filter.terms!);
  const typed = await searchQuery(database, filter.terms!, vocabulary);
  let isFound = false;
  for await (const ids of matches(database, { ...look, query: typed }, atOnce)) {
    isFound = true;
    yield ids;
  }
  const meant = isFound ? null : await queryMeant(database, filter, vocabulary);
  if (meant) yield* matches(database, { ...look, query: meant }, atOnce);
}

async function* matches(database: Database, look: Look, atOnce: number): AsyncGenerator<number[]> {
  const most = Math.max(LOOKED_UP, atOnce);
  let after: ListPosition | null = null;
  do {
    const { sql, parameters } = statement({ ...look, after }, most);
    const rows: { id: number; k: string }[] = await database.query(sql, parameters);
    for (const some of slices(rows, atOnce)) yield some.map(({ id }) => id);
    const last = rows.at(-1);
    after = last && rows.length === most ? { s: look.filter.sort, fuzzy: false, ...last } : null;
  } while (after);
}

function statement(
  { query, filter, marks, after }: Look,
  most: number,
): { sql: string; parameters: unknown[] } {
  const parameters = new Parameters();
  const { partNumber } = filter.terms!;
  const ways: string[] = [];
  const way = (branch: 0 | 1, found: string): unknown =>
    ways.push(`select ${branch} as branch, * from part_search where ${found}`);
  if (query.words !== '')
    way(1, `document @@ ${parameters.add(markedQuery(query.words, marks, null), 'tsquery')}`);
  if (partNumber !== null)
    way(0, `${NUMBERED(partNumber, parameters)} and ${markedRows(marks, parameters)}`);
  if (ways.length === 0) way(0, 'false');
  const order = orderOf(query, filter, parameters, 'found');
  const kept = keptOf(query, filter, parameters);
  const sorted = `m.k ${order.direction}, m.part_id ${order.direction}`;
  const beyond = after
    ? `where (m.k, m.part_id) ${order.direction === 'asc' ? '>' : '<'} (${parameters.add(after.k, order.type)}, ${parameters.add(after.id, 'integer')})`
    : '';
  return {
    sql: `
      with found as materialized (
        select distinct part_id, part_name, sku, price_amount from (${ways.join(' union all ')}) w
        ${kept.length > 0 ? `where ${kept.join(' and ')}` : ''})
      select m.part_id as id, m.k::text as k from (select part_id, ${order.key} as k from found u ${order.join}) m
      ${beyond} order by ${sorted} limit ${most}`,
    parameters: parameters.values,
  };
}

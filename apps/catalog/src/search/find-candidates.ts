import type { Database, Queryable } from '@tandem/persistence';
import { transaction } from '@tandem/persistence';
import { BY_NAME } from './by-name.js';
import { Parameters } from './parameters.js';
import type { ListPosition, PartFilter } from './part-matching.js';
import type { SearchQuery } from './search-query.js';

/** A shop with fewer parts has all that match ranked: its documents are few enough to be read. */
const SMALL_SHOP = 5_000;
/** So many parts are ranked whose name, specifications or category have the words, and as many whose description has. */
const MOST_EACH = 350;
/** As many of common words: of these, a headline of each has them. */
const MOST_COMMON = 700;
/** So many part numbers are looked at that begin as typed. */
const MOST_NUMBERS = 100;
/** A look-up among the newest reads so many rows for each it keeps, and keeps the newest. */
const READ_FOR_EACH = 1.3;
/** Fewer among the newest mean that the planner's statistics were wrong. */
const TOO_FEW = 100;
/** Parts that share a mark of how new they are, finely and coarsely; a query names a bounded number of marks. */
const MARKS = [
  { mark: '#b', bits: 10, most: 40 },
  { mark: '#c', bits: 14, most: 120 },
];

const IN_STOCK = '#1';
const OUT_OF_STOCK = '#2';
const KINDS: Readonly<Record<string, string>> = { physical: '#3', game: '#4' };

/** The numbers that categories, genres and platforms have, behind the names of a filter. */
export interface SearchTags {
  categories?: readonly number[];
  genre?: number;
  platform?: number;
}

/** A part that matches, with what it is ranked by. */
interface Candidate {
  id: number;
  k: string;
  marks: string[];
  beyond: boolean;
}

export interface Candidates {
  /** In the order of the search. */
  found: Candidate[];
  /** Whether these are all that match. */
  all: boolean;
  total: number;
  looked: number;
}

function marksOf(filter: PartFilter, tags: SearchTags): string[][] {
  const all: string[][] = [];
  const oneOf = (values: readonly number[]): void => {
    if (values.length > 0) all.push(values.map((value) => `#${value}`));
  };
  if (filter.kind) all.push([KINDS[filter.kind]!]);
  if (filter.in_stock !== undefined) all.push([filter.in_stock ? IN_STOCK : OUT_OF_STOCK]);
  oneOf(tags.categories ?? []);
  for (const tag of [tags.genre, tags.platform]) if (tag !== undefined) oneOf([tag]);
  const bands = bandsOf(filter);
  if (bands) all.push(bands);
  return all;
}

/** Bands of prices, as `price_band` counts them; one more at each end, as two languages round. */
function bandsOf({ min_price, max_price }: PartFilter): string[] | null {
  if (min_price === undefined && max_price === undefined) return null;
  const band = (amount: number): number => Math.floor(4 * Math.log10(Math.max(amount, 0.01)));
  const from = min_price === undefined ? -8 : band(Number(min_price)) - 1;
  const to = max_price === undefined ? 4 * 13 : band(Number(max_price)) + 1;
  return Array.from({ length: to - from + 1 }, (_, i) => `#p${from + i}`);
}

const anyOf = (marks: readonly string[]): string =>
  `(${marks.map((mark) => `'${mark}'`).join(' | ')})`;

/** Where a column of the documents is looked up: its newest parts, or null for all of them, and how many are kept. */
interface LookUp {
  column: 'headline' | 'document';
  among: string[] | null;
  most: number;
}

/** Null for all of them. */
function newestMarks(expected: number, newest: number, enough: number): string[] | null {
  if (expected <= enough) return null;
  const ids = (enough / expected) * newest;
  for (const { mark, bits, most } of MARKS) {
    const last = newest >> bits;
    const count = Math.ceil(ids / (1 << bits)) + 1;
    if (count <= most && count <= last)
      return Array.from({ length: count }, (_, i) => `${mark}${last - i}`);
  }
  return null;
}

const COLUMNS = 'part_id, headline, document, marks, part_name, sku, compact_sku, price_amount';

const KEYS: Record<string, { key: string; type: string; direction: 'asc' | 'desc' }> = {
  newest: { key: 'part_id', type: 'integer', direction: 'desc' },
  name: { key: `part_name ${BY_NAME}`, type: 'text', direction: 'asc' },
  price_asc: { key: 'price_amount', type: 'numeric', direction: 'asc' },
  price_desc: { key: 'price_amount', type: 'numeric', direction: 'desc' },
};

interface Look {
  query: SearchQuery;
  filter: PartFilter;
  marks: string[][];
  after: ListPosition | null;
}

function rankOf({ query, filter: { terms } }: Look, parameters: Parameters): string {
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

function statement(look: Look, lookUps: readonly LookUp[]): { sql: string; parameters: unknown[] } {
  const { query, filter, marks, after } = look;
  const parameters = new Parameters();
  const branches: string[] = [];
  const { partNumber } = filter.terms!;
  if (partNumber !== null) {
    const shown = [['#'], ...marks].map((some) => `marks && ${parameters.add(some, 'text[]')}`);
    branches.push(`(select * from (select 0 as branch, ${COLUMNS} from part_search
      where compact_sku >= ${parameters.add(partNumber, 'text')} and compact_sku < ${parameters.add(`${partNumber}~`, 'text')}
      order by compact_sku, part_id limit ${MOST_NUMBERS}) n where ${shown.join(' and ')})`);
  }
  for (const { column, among, most } of lookUps) {
    const wanted = [among ?? ['#'], ...marks].map(anyOf);
    const words = parameters.add(`(${query.words}) & ${wanted.join(' & ')}`, 'tsquery');
    branches.push(`(select * from (select ${column === 'headline' ? 1 : 2} as branch, ${COLUMNS} from part_search
      where ${column} @@ ${words} limit ${among ? Math.round(most * READ_FOR_EACH) : most}) w order by part_id desc limit ${most})`);
  }
  if (branches.length === 0)
    branches.push(`(select 0 as branch, ${COLUMNS} from part_search where false)`);
  const order = KEYS[filter.sort] ?? {
    key: rankOf(look, parameters),
    type: 'bigint',
    direction: 'desc' as const,
  };
  const kept: string[] = [];
  if (filter.min_price) kept.push(`price_amount >= ${parameters.add(filter.min_price, 'numeric')}`);
  if (filter.max_price) kept.push(`price_amount <= ${parameters.add(filter.max_price, 'numeric')}`);
  if (query.exact)
    kept.push(`(branch = 0 or document @@ ${parameters.add(query.exact, 'tsquery')})`);
  const beyond = after
    ? `(k, part_id) ${order.direction === 'asc' ? '>' : '<'} (${parameters.add(after.k, order.type)}, ${parameters.add(after.id, 'integer')})`
    : 'true';
  return {
    sql: `
      with branches as materialized (${branches.join(' union all ')}),
      counted as (select count(*) filter (where branch = 1)::integer as headline, count(*) filter (where branch = 2)::integer as document from branches),
      matched as materialized (select part_id, marks, ${order.key} as k
        from (select distinct on (part_id) * from branches order by part_id, branch) u
        ${kept.length > 0 ? `where ${kept.join(' and ')}` : ''})
      select c.headline, c.document, m.part_id as id, m.k::text as k, m.marks, ${beyond} as beyond
        from counted c left join matched m on true order by m.k ${order.direction}, m.part_id ${order.direction}`,
    parameters: parameters.values,
  };
}

/** How many documents the planner thinks have the words. */
async function expected(db: Queryable, column: string, query: string): Promise<number> {
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    `explain (format json) select from part_search where ${column} @@ $1::tsquery`,
    [query],
  );
  return row!['QUERY PLAN'][0]!.Plan['Plan Rows'];
}

type Row = Candidate & { headline: number; document: number };

/**
 * The parts that a search ranks: a bounded number, the newest ones of what is too common. Bitmap scans of the documents
 * stop at their limit, and marks narrow them within the index (decision 0106).
 */
export async function findCandidates(
  database: Database,
  query: SearchQuery,
  filter: PartFilter,
  tags: SearchTags,
  after: ListPosition | null,
): Promise<Candidates> {
  const marks = marksOf(filter, tags);
  const look = { query, filter, marks, after };
  return transaction(database, async (tx) => {
    // A walk through all documents would find common words soon, and others never.
    await tx.query(`select set_config('enable_seqscan', 'off', true)`);
    const narrowed = [`(${query.words})`, ...marks.map(anyOf)].join(' & ');
    const run = (lookUps: LookUp[]): Promise<Row[]> => {
      const { sql, parameters } = statement(look, lookUps);
      return tx.query<Row>(sql, parameters);
    };
    if (query.words === '') return candidatesIn(await run([]), [], 0);
    const [row] = await tx.query<{ newest: number }>(
      'select coalesce(max(part_id), 0) as newest from part_search',
    );
    const { newest } = row!;
    if (newest < SMALL_SHOP) {
      const all: LookUp[] = [{ column: 'document', among: null, most: SMALL_SHOP }];
      return candidatesIn(await run(all), all, 0);
    }
    const headlines = await expected(tx, 'headline', narrowed);
    const documents = await expected(tx, 'document', narrowed);
    const lookUp = (column: LookUp['column'], due: number, most: number): LookUp => ({
      column,
      among: newestMarks(due, newest, most),
      most,
    });
    const lookUps =
      headlines > 2 * MOST_COMMON
        ? [lookUp('headline', headlines, MOST_COMMON)]
        : [lookUp('headline', 0, MOST_EACH), lookUp('document', documents, MOST_EACH)];
    const found = candidatesIn(await run(lookUps), lookUps, documents);
    if (found.looked >= TOO_FEW || lookUps.every(({ among }) => among === null)) return found;
    const everywhere = [lookUp('headline', 0, MOST_EACH), lookUp('document', 0, MOST_EACH)];
    return candidatesIn(await run(everywhere), everywhere, documents);
  });
}

function candidatesIn(rows: Row[], lookUps: readonly LookUp[], expected: number): Candidates {
  const found = rows.filter(({ id }) => id !== null);
  const counts = rows[0]!;
  const document = lookUps.find(({ column }) => column === 'document');
  // Whatever the headline has, the document has too.
  const all =
    lookUps.length === 0 ||
    (document !== undefined && document.among === null && counts.document < document.most);
  const looked = Math.max(counts.headline, counts.document);
  // Of what was looked at, a phrase or a price may leave little: then nobody knows how many there are.
  const total = all || found.length < looked / 2 ? found.length : Math.max(found.length, expected);
  return { found, all, total, looked };
}

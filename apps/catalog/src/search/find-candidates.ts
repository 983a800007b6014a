import type { Database } from '@tandem/persistence';
import { transaction } from '@tandem/persistence';
import { expectedOf, type Expected } from './expected.js';
import { Parameters } from './parameters.js';
import type { ListPosition, PartFilter } from './part-matching.js';
import { hasOneOf, markedQuery, markedRows, type SearchMarks } from './search-marks.js';
import type { SearchQuery } from './search-query.js';
import { isElsewhere, keptOf, orderOf } from './search-order.js';

/** A shop with fewer parts has all that match ranked: its documents are few enough to be read. */
const SMALL_SHOP = 5_000;
/**
 * So many parts are ranked whose name, specifications or category have the words, and as many whose description has; `either`,
 * where descriptions have hardly more; or so many of common words, of which a headline has each. Fewer than `tooFew` among the
 * newest mean that the planner's statistics were wrong.
 */
interface Most {
  each: number;
  either: number;
  common: number;
  tooFew: number;
}
const MOST: Most = { each: 350, either: 500, common: 700, tooFew: 100 };
/** What staff see of a part on a page costs three times as much. */
const MOST_OF_STAFF: Most = { each: 200, either: 300, common: 400, tooFew: 80 };
/** Another row has to be read for what they are sorted by. */
const MOST_ELSEWHERE: Most = { each: 100, either: 150, common: 200, tooFew: 40 };
/** A headline has the words of so large a share of the documents that it need not be looked up beside them. */
const HARDLY_LESS = 0.8;
/** So much is read for what a search ranks; what a page shows of its parts takes some 800 more. */
const MOST_BUFFERS = 980;
/** So many are looked at however much of the indexes is read; fewer, where another row has to be read for each. */
const LEAST = 110;
const LEAST_ELSEWHERE = 80;
const READ_ELSEWHERE = 3;
/** So many part numbers are looked at that begin as typed. */
const MOST_NUMBERS = 100;
/** The newest of so few more than are kept are nearly all of them, under as many marks. */
const HARDLY_MORE = 2;
/** The newest of so many more than are kept are a stretch of the shop that leaves most of an index alone. */
const STRETCH = 4;
/** A look-up among the newest reads so many rows for each it keeps, and keeps the newest. */
const READ_FOR_EACH = 1.15;
/** Parts that share a mark of how new they are, finely and coarsely; a query names a bounded number of marks. */
const MARKS = [
  { mark: 'b', bits: 10, most: 40 },
  { mark: 'c', bits: 14, most: 120 },
];

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

/**
 * Where a column of the documents is looked up: its newest parts, or null for all of them, how many are kept, and the words
 * that the index is asked for; each document that it leads to is asked for all of them.
 */
interface LookUp {
  column: 'headline' | 'document';
  among: string[] | null;
  most: number;
  asked: Pick<Expected, 'words' | 'marks' | 'left'>;
}

/** Null for all of them. */
function newestMarks(
  { prefixes }: SearchMarks,
  expected: number,
  newest: number,
  enough: number,
): string[] | null {
  if (expected <= HARDLY_MORE * enough) return null;
  const ids = (enough / expected) * newest;
  for (const { mark, bits, most } of MARKS) {
    const last = newest >> bits;
    const count = Math.ceil(ids / (1 << bits)) + 1;
    if (count <= most && count <= last)
      return prefixes.flatMap((prefix) =>
        Array.from({ length: count }, (_, i) => `${prefix}${mark}${last - i}`),
      );
  }
  return null;
}

const COLUMNS = 'part_id, headline, document, marks, part_name, sku, compact_sku, price_amount';

/** A search that parts are looked for. */
export interface Look {
  query: SearchQuery;
  filter: PartFilter;
  marks: SearchMarks;
  forStaff: boolean;
  after: ListPosition | null;
}

/** Parts whose number begins as typed. */
export const NUMBERED = (partNumber: string, parameters: Parameters): string =>
  `compact_sku >= ${parameters.add(partNumber, 'text')} and compact_sku < ${parameters.add(`${partNumber}~`, 'text')}`;

function statement(look: Look, lookUps: readonly LookUp[]): { sql: string; parameters: unknown[] } {
  const { query, filter, marks, after } = look;
  const parameters = new Parameters();
  const branches: string[] = [];
  const { partNumber } = filter.terms!;
  if (partNumber !== null)
    branches.push(`(select * from (select 0 as branch, ${COLUMNS} from part_search
      where ${NUMBERED(partNumber, parameters)}
      order by compact_sku, part_id limit ${MOST_NUMBERS}) n where ${markedRows(marks, parameters)})`);
  for (const { column, among, most, asked } of lookUps) {
    const words = parameters.add(markedQuery(asked.words, asked.marks, among), 'tsquery');
    const had = asked.left.map((one) => `and ${hasOneOf(one, parameters)}`);
    // As an operator it would be asked of the index as well.
    if (asked.words !== query.words)
      had.push(`and ts_match_vq(${column}, ${parameters.add(query.words, 'tsquery')})`);
    branches.push(`(select * from (select ${column === 'headline' ? 1 : 2} as branch, ${COLUMNS} from part_search
      where ${column} @@ ${words} ${had.join(' ')} limit ${among ? Math.round(most * READ_FOR_EACH) : most}) w order by part_id desc limit ${most})`);
  }
  if (branches.length === 0)
    branches.push(`(select 0 as branch, ${COLUMNS} from part_search where false)`);
  const order = orderOf(query, filter, parameters, 'branches');
  const kept = keptOf(query, filter, parameters);
  const beyond = after
    ? `(k, part_id) ${order.direction === 'asc' ? '>' : '<'} (${parameters.add(after.k, order.type)}, ${parameters.add(after.id, 'integer')})`
    : 'true';
  return {
    sql: `
      with branches as materialized (${branches.join(' union all ')}),
      counted as (select count(*) filter (where branch = 1)::integer as headline, count(*) filter (where branch = 2)::integer as document from branches),
      matched as materialized (select part_id, marks, ${order.key} as k
        from (select distinct on (part_id) * from branches order by part_id, branch) u ${order.join}
        ${kept.length > 0 ? `where ${kept.join(' and ')}` : ''})
      select c.headline, c.document, m.part_id as id, m.k::text as k, m.marks, ${beyond} as beyond
        from counted c left join matched m on true order by m.k ${order.direction}, m.part_id ${order.direction}`,
    parameters: parameters.values,
  };
}

/** Of `most`, so many as may be kept of each look-up after what the indexes take. */
function affordable(most: number, asked: readonly Expected[], sort: string): number {
  const left =
    MOST_BUFFERS -
    asked.reduce(
      (sum, { rows, buffers }) => sum + (rows > STRETCH * most ? buffers.newest : buffers.all),
      0,
    );
  const read = READ_FOR_EACH * Math.max(...asked.map(({ readForEach }) => readForEach));
  const [least, forEach] = isElsewhere(sort)
    ? [LEAST_ELSEWHERE, read + READ_ELSEWHERE]
    : [LEAST, read];
  return Math.min(most, Math.floor(Math.max(least, left / forEach) / asked.length));
}

const mostOf = ({ filter, forStaff }: Look): Most =>
  isElsewhere(filter.sort) ? MOST_ELSEWHERE : forStaff ? MOST_OF_STAFF : MOST;

type Row = Candidate & { headline: number; document: number };

/**
 * The parts that a search ranks: a bounded number, the newest ones of what is too common. Bitmap scans of the documents
 * stop at their limit, and marks narrow them within the index (decision 0106).
 */
export async function findCandidates(database: Database, look: Look): Promise<Candidates> {
  const { query, marks } = look;
  const { sort } = look.filter;
  const { each, either, common, tooFew } = mostOf(look);
  return transaction(database, async (tx) => {
    // A walk through all documents would find common words soon, and others never. Of a part of a plan that several processes
    // share, it says what one of them does.
    await tx.query(
      `select set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`,
    );
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
      const all: LookUp = {
        column: 'document',
        among: null,
        most: SMALL_SHOP,
        asked: { words: query.words, marks, left: [] },
      };
      return candidatesIn(await run([all]), [all], 0);
    }
    const due = {
      headline: await expectedOf(tx, 'headline', query, marks, common),
      document: await expectedOf(tx, 'document', query, marks, common),
    };
    const lookUp = (column: LookUp['column'], among: boolean, most: number): LookUp => ({
      column,
      among: among ? newestMarks(marks, due[column].rows, newest, most) : null,
      most,
      asked: due[column],
    });
    const lookUpsOf = (among: boolean): LookUp[] =>
      due.headline.rows >= HARDLY_LESS * due.document.rows
        ? [lookUp('document', among, affordable(either, [due.document], sort))]
        : (['headline', 'document'] as const).map((column) =>
            lookUp(
              column,
              among && column === 'document',
              affordable(each, [due.headline, due.document], sort),
            ),
          );
    const lookUps =
      due.headline.rows > 2 * common
        ? [lookUp('headline', true, affordable(common, [due.headline], sort))]
        : lookUpsOf(true);
    const found = candidatesIn(await run(lookUps), lookUps, due.document.rows);
    const few = Math.min(tooFew, ...lookUps.map((one) => one.most / 2));
    if (found.looked >= few || lookUps.every(({ among }) => among === null)) return found;
    const everywhere = lookUpsOf(false);
    return candidatesIn(await run(everywhere), everywhere, due.document.rows);
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

import { transaction, type Database } from '@tandem/persistence';
import { findCandidates, type Candidates, type Look } from './find-candidates.js';
import type { ListPosition, PageSelect, PartFilter } from './part-matching.js';
import { resolveNames } from './resolve-names.js';
import { inTime, type PageResult, type PageRow } from './run-page.js';
import { marksOf, type StaffNarrowing } from './search-marks.js';
import type { SearchTerms } from './search-terms.js';
import { COMPARING, searchQuery, wordsMeant, type SearchQuery } from './search-query.js';
import { vocabularyOf, type SearchVocabulary } from './search-vocabulary.js';

/** A search, as somebody asks for it. */
export interface AskedSearch {
  filter: PartFilter;
  /** How staff narrow their table; null for shoppers. */
  staff: StaffNarrowing | null;
}

/**
 * A page of a search: a bounded number of parts is ranked, so that the work is bounded on each page of it.
 * When nothing matches the words as typed, looks for what they may have been meant to be.
 * @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long.
 */
export function searchPage<R extends PageRow>(
  database: Database,
  { filter, staff }: AskedSearch,
  after: ListPosition | null,
  shown: PageSelect,
): Promise<PageResult<R>> {
  return inTime(async () => {
    const tags = await resolveNames(database, filter);
    if (!tags) return { rows: [], next: null, total: 0, total_is_exact: true };
    const marks = marksOf(filter, tags, staff);
    const { candidates, fuzzy } = await candidatesOf(database, {
      filter,
      marks,
      after,
      forStaff: staff !== null,
    });
    const behind = candidates.found.filter(({ beyond }) => beyond);
    const page = behind.slice(0, filter.limit);
    const last = page.at(-1);
    return {
      rows: await rowsOf<R>(database, page, shown),
      next:
        last && behind.length > page.length
          ? { s: filter.sort, k: last.k, id: last.id, fuzzy }
          : null,
      total: candidates.total,
      total_is_exact: candidates.all,
    };
  });
}

/** What a search ranks; `fuzzy`: of the words that were meant, as nothing has those that were typed. */
export async function candidatesOf(
  database: Database,
  look: Omit<Look, 'query'>,
): Promise<{ candidates: Candidates; fuzzy: boolean }> {
  const { filter, after } = look;
  const terms = filter.terms!;
  const vocabulary = await vocabularyOf(database, terms);
  if (!after?.fuzzy) {
    const query = await searchQuery(database, terms, vocabulary);
    const candidates = await findCandidates(database, { ...look, query });
    if (candidates.found.length > 0 || after || !terms.words) return { candidates, fuzzy: false };
  }
  const query = await queryMeant(database, filter, vocabulary);
  return {
    candidates: query
      ? await findCandidates(database, { ...look, query })
      : { found: [], all: true, total: 0, looked: 0 },
    fuzzy: true,
  };
}

/** What a search that finds nothing was meant to be, or null. */
export async function queryMeant(
  database: Database,
  { terms }: PartFilter,
  vocabulary: SearchVocabulary,
): Promise<SearchQuery | null> {
  if (!terms!.words || terms!.fuzzy.length === 0) return null;
  const meant = await transaction(database, async (tx) => {
    await tx.query(COMPARING.sql, COMPARING.values);
    return wordsMeant(tx, unexplained(terms!, vocabulary));
  });
  return meant && searchQuery(database, terms!, vocabulary, meant);
}

/** A word that no part has is no slip of the pen when staff say what it means. */
function unexplained({ words, fuzzy }: SearchTerms, { meanings }: SearchVocabulary): string[] {
  const explained = meanings.flatMap(({ from, length }) => words!.slice(from, from + length));
  return fuzzy.filter((word) => !explained.includes(word));
}

async function rowsOf<R>(
  database: Database,
  page: readonly { id: number; k: string }[],
  { columns, joins = '' }: PageSelect,
): Promise<R[]> {
  if (page.length === 0) return [];
  return database.query<R & object>(
    `select p.id, ${columns} from unnest($1::integer[]) with ordinality s (id, place)
       join parts p using (id) ${joins} order by s.place`,
    [page.map(({ id }) => id)],
  );
}

import { transaction, type Database } from '@tandem/persistence';
import { findCandidates, type Candidates, type SearchTags } from './find-candidates.js';
import type { ListPosition, PartFilter } from './part-matching.js';
import { resolveNames } from './resolve-names.js';
import { inTime, type PageResult, type PageRow } from './run-page.js';
import { COMPARING, searchQuery, wordsMeant } from './search-query.js';

/** Whose stems the documents hold. */
export const LANGUAGES = ['english'];

/**
 * A page of a search of shoppers: a bounded number of parts is ranked, so that the work is bounded on each page of it.
 * When nothing matches the words as typed, looks for what they may have been meant to be.
 * @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long.
 */
export function searchPage<R extends PageRow>(
  database: Database,
  filter: PartFilter,
  after: ListPosition | null,
  columns: string,
  languages: readonly string[],
): Promise<PageResult<R>> {
  return inTime(async () => {
    const tags = await resolveNames<SearchTags>(database, filter, 'tag');
    if (!tags) return { rows: [], next: null, total: 0, total_is_exact: true };
    const { candidates, fuzzy } = await candidatesOf(database, filter, tags, after, languages);
    const behind = candidates.found.filter(({ beyond }) => beyond);
    const shown = behind.slice(0, filter.limit);
    const last = shown.at(-1);
    return {
      rows: await rowsOf<R>(database, shown, columns),
      next:
        last && behind.length > shown.length
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
  filter: PartFilter,
  tags: SearchTags,
  after: ListPosition | null,
  languages: readonly string[],
): Promise<{ candidates: Candidates; fuzzy: boolean }> {
  const terms = filter.terms!;
  if (!after?.fuzzy) {
    const query = await searchQuery(database, terms, languages);
    const candidates = await findCandidates(database, query, filter, tags, after);
    if (candidates.found.length > 0 || after || !terms.words) return { candidates, fuzzy: false };
  }
  const none = { candidates: { found: [], all: true, total: 0, looked: 0 }, fuzzy: true };
  if (terms.fuzzy.length === 0) return none;
  const meant = await transaction(database, async (tx) => {
    await tx.query(COMPARING.sql, COMPARING.values);
    return wordsMeant(tx, terms.fuzzy);
  });
  if (!meant) return none;
  const query = await searchQuery(database, terms, languages, meant);
  return { candidates: await findCandidates(database, query, filter, tags, after), fuzzy: true };
}

async function rowsOf<R>(
  database: Database,
  shown: readonly { id: number; k: string }[],
  columns: string,
): Promise<R[]> {
  if (shown.length === 0) return [];
  return database.query<R & object>(
    `select p.id, ${columns} from unnest($1::integer[]) with ordinality s (id, place)
       join parts p using (id) order by s.place`,
    [shown.map(({ id }) => id)],
  );
}

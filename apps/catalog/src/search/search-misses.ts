import { counter } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import type { PartFilter } from './part-matching.js';

/** So many different searches are noted on a day, whatever visitors type. */
const MOST_A_DAY = 500;
const LONGEST = 60;
/** A number of a person: telephone, card, order. */
const LONG_NUMBER = /\d{5}/;

/**
 * The words of a search that staff may learn from; null for what may say who searched, or is no word of a shop. Only
 * searches without filters count: a filter may be why nothing is found.
 */
export function missOf({ terms, ...filter }: PartFilter): string | null {
  const { sort: _sort, limit: _limit, ...narrowed } = filter;
  if (!terms?.words || Object.values(narrowed).some((value) => value !== undefined)) return null;
  const words = terms.words.join(' ');
  const tells = terms.text.includes('@') || LONG_NUMBER.test(terms.words.join(''));
  return tells || words.length < 2 || words.length > LONGEST ? null : words;
}

const misses = counter('searches_without_results', {
  unit: '{search}',
  description: 'Searches without filters that were looked up and found nothing.',
});

/** Counts a search that found nothing, each time that it is looked up and not answered by the cache. */
export async function noteMiss(database: Database, words: string): Promise<void> {
  misses.add(1);
  await database.execute(
    `insert into search_misses as m (day, words)
       select current_date, $1
        where exists (select from search_misses where day = current_date and words = $1)
           or (select count(*) from search_misses where day = current_date) < ${MOST_A_DAY}
     on conflict (day, words) do update set searches = m.searches + 1`,
    [words],
  );
}

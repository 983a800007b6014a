import type { Queryable } from '@tandem/persistence';
import { allOf, indexWords } from './index-words.js';
import { Parameters } from './parameters.js';
import { isUnspaced, pairsOf, type SearchTerms } from './search-terms.js';
import type { Meaning, SearchVocabulary } from './search-vocabulary.js';

/** So many words that begin as the last one are looked for; of these, the shortest come from the first in the alphabet. */
const MOST_ENDINGS = 12;
const MOST_LOOKED_AT = 200;
/** So many words are taken for what a word that nothing has was meant to be. */
const MOST_MEANT = 3;
/** How alike two words must be for one to be a slip of the pen of the other. */
const LIKENESS = 0.35;
/** Of the best, anything much less alike is something else. */
const NEARLY_AS_ALIKE = 0.85;

/** A search in tsquery syntax. */
export interface SearchQuery {
  /** What an index can answer by itself: words of phrases anywhere in the document. */
  words: string;
  /** The same, each thing apart that a document must have. */
  groups: readonly string[];
  /** The same with its phrases, which each document is asked for; null when there are none. */
  exact: string | null;
}

const PHRASE = / <(?:-|\d+)> /;

/** Words by what else may stand in their place. */
export type Alternatives = ReadonlyMap<string, readonly string[]>;

const NONE: Alternatives = new Map();

/** Turns a search text into a query of the documents: stems of each language and exact words, the last one perhaps not typed to its end. */
export async function searchQuery(
  db: Queryable,
  terms: SearchTerms,
  { languages, meanings, unspaced }: SearchVocabulary,
  alternatives: Alternatives = NONE,
): Promise<SearchQuery> {
  const parameters = new Parameters();
  const hasWords = terms.query !== '';
  // A parameter that no part of the statement uses is refused.
  const isMeant = terms.runs.some((run) => unspaced.has(run));
  const configurations =
    hasWords || isMeant
      ? [...languages, 'simple'].map((name) => parameters.add(name, 'regconfig'))
      : [];
  const plainly = (text: string): string[] => {
    if (isUnspaced(text)) return [parameters.add(pairsOf(text), 'tsquery')];
    const words = parameters.add(text, 'text');
    return configurations.map((configuration) => `plainto_tsquery(${configuration}, ${words})`);
  };
  const written = hasWords ? parameters.add(terms.query, 'text') : '';
  const ways = (hasWords ? configurations : []).map(
    (one) => `websearch_to_tsquery(${one}, ${written})`,
  );
  let groups: string[] = [];
  if (terms.words) {
    const endings = await wordsBeginning(db, terms.words.at(-1)!);
    const typed = terms.words.map((word, i) => {
      const own = plainly(word);
      const others = (alternatives.get(word) ?? []).flatMap(plainly);
      if (i === terms.words!.length - 1 && endings.length > 0)
        others.push(parameters.add(endings.map(quoted).join(' | '), 'tsquery'));
      // A word that a language leaves out, such as "the", need not be there.
      return `case when 0 = any (array[${own.map((query) => `numnode(${query})`).join(', ')}]) then ''::tsquery else ${anyOf([...own, ...others])} end`;
    });
    groups = meantBy(typed, meanings, plainly);
  }
  if (ways.length === 0 && terms.pairs === null) return { words: '', groups: [], exact: null };
  const runs = (isMeant ? terms.runs : []).map((run) =>
    anyOf([run, ...(unspaced.get(run) ?? [])].flatMap(plainly)),
  );
  const [row] = await db.query<{ ways: string[]; groups: string[]; runs: string[] }>(
    `select array[${ways.join(', ')}]::text[] as ways, array[${groups.join(', ')}]::text[] as groups,
       array[${runs.join(', ')}]::text[] as runs`,
    parameters.values,
  );
  const pairs = isMeant ? row!.runs : terms.pairs === null ? [] : [terms.pairs];
  const all = [...indexWords(row!.ways, row!.groups), ...pairs];
  if (all.length === 0) return { words: '', groups: [], exact: null };
  const words = allOf(all);
  // Without operators, a phrase is what a hyphen makes of one word: its pieces suffice.
  const isExact = !terms.words && row!.ways.some((way) => PHRASE.test(way));
  const said = row!.ways.filter((way) => way !== '').map((way) => `(${way})`);
  return { words, groups: all, exact: isExact ? allOf([said.join(' | '), ...pairs]) : null };
}

/** The words, one behind the other, where some stand for others as well. */
function meantBy(
  groups: readonly string[],
  meanings: readonly Meaning[],
  plainly: (text: string) => string[],
): string[] {
  const made: string[] = [];
  for (let at = 0; at < groups.length;) {
    const meaning = meanings.find(({ from }) => from === at);
    const length = meaning?.length ?? 1;
    const typed = groups.slice(at, at + length).map((group) => `(${group})`);
    const others = (meaning?.others ?? []).flatMap(plainly);
    made.push(anyOf([`(${typed.join(' && ')})`, ...others]));
    at += length;
  }
  return made;
}

/**
 * Each of them once, however many languages make the same of a word: an index reads all entries of a word as often as a
 * query names it.
 */
const anyOf = (queries: readonly string[]): string =>
  `(select coalesce(string_agg(distinct '(' || q::text || ')', ' | '), '')::tsquery from unnest(array[${queries.join(', ')}]) q where numnode(q) > 0)`;

const quoted = (word: string): string => `'${word.replace(/['\\]/g, '$&$&')}'`;

/** Words of the shop that begin so. */
async function wordsBeginning(db: Queryable, beginning: string): Promise<string[]> {
  const found = await db.query<{ word: string }>(
    `select word from search_words where word >= $1 and word < $2 order by word limit ${MOST_LOOKED_AT}`,
    [beginning, `${beginning}\u{10ffff}`],
  );
  return found
    .map(({ word }) => word)
    .filter((word) => word !== beginning)
    .sort((a, b) => a.length - b.length)
    .slice(0, MOST_ENDINGS);
}

/** What each word that no part has may have been meant to be; null when there is nothing like one of them. */
export async function wordsMeant(
  db: Queryable,
  words: readonly string[],
): Promise<Alternatives | null> {
  const meant = new Map<string, string[]>();
  for (const word of words) {
    const known = await db.query<{ word: string }>(
      'select word from search_words where word = $1',
      [word],
    );
    if (known.length > 0) continue;
    const alike = await db.query<{ word: string; likeness: number }>(
      `select word, public.similarity(word, $1) as likeness from search_words
        where word operator(public.%) $1 and word ~ '^[^0-9]+$' order by likeness desc, word limit ${MOST_MEANT}`,
      [word],
    );
    const [best] = alike;
    if (!best) return null;
    const near = alike.filter((one) => one.likeness >= best.likeness * NEARLY_AS_ALIKE);
    meant.set(
      word,
      near.map((one) => one.word),
    );
  }
  return meant.size > 0 ? meant : null;
}

/** The settings of a transaction that compares words. */
export const COMPARING = {
  sql: `select set_config('pg_trgm.similarity_threshold', $1, true)`,
  values: [String(LIKENESS)],
};

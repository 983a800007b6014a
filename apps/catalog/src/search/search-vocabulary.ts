import type { Queryable } from '@tandem/persistence';
import type { SearchTerms } from './search-terms.js';

/** So many words beside each other are looked up as one. */
export const LONGEST_SYNONYM = 3;
/** So many other words may stand in the place of one, and so many in a whole search. */
const MOST_FOR_EACH = 10;
const MOST_OTHERS = 40;

/** Words of a search that mean the same as others: `length` of them from `from` on. */
export interface Meaning {
  from: number;
  length: number;
  others: readonly string[];
}

/** What the shop knows of words: the languages of its documents, and what staff say of the words of this search. */
export interface SearchVocabulary {
  languages: readonly string[];
  /** One behind the other, in the order of the words. */
  meanings: readonly Meaning[];
  /** What stands for a stretch that is written without spaces. */
  unspaced: ReadonlyMap<string, readonly string[]>;
}

interface Row {
  languages: string[];
  synonyms: { span: number; kind: 'equal' | 'one_way'; words: string[]; targets: string[] }[];
}

/**
 * Read for each search, never kept: a change of staff acts on the next one. Languages that documents still have are among
 * its languages.
 */
export async function vocabularyOf(
  db: Queryable,
  { words, runs }: SearchTerms,
): Promise<SearchVocabulary> {
  const spans = spansOf(words ?? []);
  const texts = [...spans.map(({ text }) => text), ...runs];
  const [row] = await db.query<Row>(
    `select g.languages, (
       select coalesce(json_agg(m order by m.span, m.id), '[]') from (
         select s.n::integer - 1 as span, y.id, y.kind, y.words, y.targets
           from unnest($1::text[]) with ordinality s (text, n)
           cross join lateral (
             select distinct synonym_id as id from search_synonym_forms
              where form = any (word_forms(g.languages, s.text)) order by 1 limit ${MOST_FOR_EACH}) f
           join search_synonyms y using (id)) m) as synonyms
     from (select languages || leaving as languages from search_settings) g`,
    [texts],
  );
  const { languages, synonyms } = row!;
  const others = new Map<number, Set<string>>();
  for (const { span, kind, words: equal, targets } of synonyms) {
    const known = others.get(span) ?? new Set();
    for (const other of kind === 'equal' ? equal : targets)
      if (other !== texts[span] && known.size < MOST_FOR_EACH) known.add(other);
    others.set(span, known);
  }
  const [unspaced, spaced] = [true, false].map((isRun) =>
    [...others].filter(([span]) => span >= spans.length === isRun),
  );
  return {
    languages,
    meanings: meaningsOf(spans, new Map(spaced)),
    unspaced: new Map(unspaced!.map(([span, known]) => [texts[span]!, [...known]])),
  };
}

interface Span {
  from: number;
  length: number;
  text: string;
}

/** The longest first, as they say most. */
function spansOf(words: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (let length = LONGEST_SYNONYM; length > 0; length -= 1)
    for (let from = 0; from + length <= words.length; from += 1)
      spans.push({ from, length, text: words.slice(from, from + length).join(' ') });
  return spans;
}

/** A word belongs to one meaning only. */
function meaningsOf(
  spans: readonly Span[],
  others: ReadonlyMap<number, ReadonlySet<string>>,
): Meaning[] {
  const meanings: Meaning[] = [];
  let left = MOST_OTHERS;
  for (const [span, known] of [...others].sort(([a], [b]) => a - b)) {
    const { from, length } = spans[span]!;
    const isTaken = meanings.some(
      (one) => from < one.from + one.length && one.from < from + length,
    );
    if (isTaken || known.size === 0) continue;
    meanings.push({ from, length, others: [...known].slice(0, left) });
    left -= Math.min(left, known.size);
  }
  return meanings.filter((one) => one.others.length > 0).sort((a, b) => a.from - b.from);
}

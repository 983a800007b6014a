import { invalidField } from '@tandem/kernel';

/** What a shopper typed, made ready for the two ways of searching. */
export interface SearchTerms {
  /** The text as typed, trimmed. */
  text: string;
  /** Of it, what the search looks at: a bounded number of words, without what is written without spaces. */
  query: string;
  /** Words before the last one; null when the text uses operators (quotes, minus, or) and prefixes make no sense. */
  rest: string | null;
  /** A prefix match on the last word in to_tsquery syntax. */
  prefix: string | null;
  /** The text as a part number without its separators; null when it can't be one. */
  partNumber: string | null;
  /** The pairs of characters of what is written without spaces, as a tsquery; null when there is none. */
  pairs: string | null;
  /** The first stretches of such a text, as they were typed: one may be a word that others stand for. */
  runs: string[];
  /** The words in small letters; null when the text uses operators. */
  words: string[] | null;
  /** Words long enough to be compared by their trigrams. */
  fuzzy: string[];
}

const OPERATORS = /"|(^|\s)-\S|(^|\s)or(\s|$)/i;
const WORDS = /[\p{L}\p{N}]+/gu;
/** Scripts without spaces between words, as the search documents know them. */
const UNSPACED = /[\u0e00-\u0eff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+/gu;
/** Every word is looked up and ranked: more of them tell a shopper's wish no better. */
const MOST_WORDS = 16;
const MOST_EXCLUDED = 4;
const MOST_PAIRS = 16;
const MOST_RUNS = 4;
/** A shorter one begins too many part numbers to mean one. */
const SHORTEST_NUMBER = 3;
/** Each of these is compared with everything that is a little like it. */
const MOST_FUZZY = 5;

/**
 * Splits a search text. Only letters and digits survive into `prefix` and `pairs`, so both are valid tsquery syntax.
 * @throws DomainError 422 on `q` for a text that only leaves out, or leaves out too much.
 */
export function searchTerms(q: string): SearchTerms | null {
  const text = q.trim();
  if (text === '') return null;
  const query = shortened(text);
  const spaced = query.replace(UNSPACED, ' ').trim();
  const words = wordsOf(spaced);
  const pairs = pairsOf(query);
  const runs = (query.match(UNSPACED) ?? []).slice(0, MOST_RUNS);
  if (words.length === 0)
    return {
      text,
      query: spaced,
      rest: null,
      prefix: null,
      partNumber: null,
      pairs,
      runs,
      words: null,
      fuzzy: [],
    };
  const last = words[words.length - 1];
  const plain = !OPERATORS.test(spaced);
  return {
    text,
    query: spaced,
    rest: plain ? words.slice(0, -1).join(' ') : null,
    prefix: plain ? `${last}:*` : null,
    partNumber: plain && !pairs ? partNumberOf(words) : null,
    pairs,
    runs,
    words: plain ? words : null,
    fuzzy: pairs ? [] : words.filter((word) => word.length >= 3).slice(0, MOST_FUZZY),
  };
}

/** The words of a text, in small letters. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORDS) ?? [];

/** Whether all of it is one stretch without spaces. */
export const isOneRun = (text: string): boolean => text.match(UNSPACED)?.[0] === text;

export const isUnspaced = (text: string): boolean => text.search(UNSPACED) >= 0;

/** Only ASCII letters and digits, as `compact_sku` leaves them, so it is valid in a tsquery between quotes. */
function partNumberOf(words: readonly string[]): string | null {
  const joined = words.join('');
  return /^(?=.*\d)[a-z\d]+$/.test(joined) && joined.length >= SHORTEST_NUMBER ? joined : null;
}

/** The first words of a text, phrases and exclusions counted by their words. */
function shortened(text: string): string {
  const tokens = text.match(/-?"[^"]*"?|\S+/g) ?? [];
  const excludes = (token: string): boolean => /^-+["\p{L}\p{N}]/u.test(token);
  const excluded = tokens.filter(excludes).length;
  if (excluded > MOST_EXCLUDED)
    throw invalidField('q', `must leave out at most ${MOST_EXCLUDED} words`);
  const wanted = tokens.some(
    (token) => !excludes(token) && token.toLowerCase() !== 'or' && token.search(WORDS) >= 0,
  );
  if (excluded > 0 && !wanted)
    throw invalidField('q', 'must say what to look for, not only what to leave out');
  let left = MOST_WORDS;
  const kept = tokens.filter((token) => {
    left -= Math.max(token.match(WORDS)?.length ?? 0, 1);
    return left >= 0;
  });
  if (kept.length > 0) return kept.join(' ');
  return (text.match(WORDS) ?? []).slice(0, MOST_WORDS).join(' ');
}

/** The pairs of characters of what is written without spaces in a text, as a tsquery; null when there is none. */
export function pairsOf(text: string): string | null {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(UNSPACED)) {
    const characters = [...run].filter((character) => /[\p{L}\p{N}\p{M}]/u.test(character));
    if (characters.length === 1) pairs.add(`'${characters[0]}':*`);
    for (let i = 0; i + 1 < characters.length; i += 1)
      pairs.add(`'${characters[i]}${characters[i + 1]}'`);
  }
  if (pairs.size === 0) return null;
  return [...pairs].slice(0, MOST_PAIRS).join(' & ');
}

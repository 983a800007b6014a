const LEXEME = /'(?:[^']|'')*'(?::[*A-D]+)?/g;
const PHRASES = / <(?:-|\d+)> /g;

/** What of a tsquery an index answers: its words, wherever they are. */
const anywhere = (query: string): string => query.replace(PHRASES, ' & ');

/** The words of a query that asks for nothing else than all of them (`|`: one of them); null for any other query. */
function wordsOf(query: string, joint: '&' | '|'): Set<string> | null {
  const others = query.replace(LEXEME, '').replaceAll(joint, '');
  return /^[\s()]*$/.test(others) ? new Set(query.match(LEXEME)) : null;
}

const isIn = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((word) => all.has(word));
const meets = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].some((word) => all.has(word));

/**
 * What a document must have all of, in tsquery syntax. An index reads the entries of a word as often as a query names it,
 * so whatever says no more than another is left out: a text as each language reads it often comes to the same.
 * @param ways what the whole text may mean
 * @param groups the words of the text, each with what may stand in its place; what they mean together is one more way
 */
export function indexWords(ways: readonly string[], groups: readonly string[]): string[] {
  const said = [...new Set(ways.filter((way) => way !== '').map(anywhere))];
  const meant = [...new Set(groups.filter((group) => group !== '').map(anywhere))];
  const alternatives = meant.map((group) => wordsOf(group, '|'));
  const left = said.filter((way, n) => {
    const all = wordsOf(way, '&');
    if (!all) return true;
    const isMeant = meant.length > 0 && alternatives.every((group) => group && meets(group, all));
    const isMore = said.some((other, m) => {
      const fewer = m === n ? null : wordsOf(other, '&');
      return fewer && isIn(fewer, all) && (m < n || !isIn(all, fewer));
    });
    return !isMeant && !isMore;
  });
  if (left.length === 0) return meant;
  if (meant.length === 0) return [oneOf(left)];
  // A word that the text has in each of its ways stands alone: an index that need not be asked for it is asked for less.
  const leftWords = left.map((way) => wordsOf(way, '&'));
  const isShared = (group: ReadonlySet<string> | null): boolean =>
    group !== null && leftWords.every((all) => all && meets(group, all));
  const shared = meant.filter((_, n) => isShared(alternatives[n]!));
  if (shared.length === 0) return [oneOf([...left, allOf(meant)])];
  const named = new Set(shared.flatMap((group) => [...wordsOf(group, '|')!]));
  const others = leftWords.map((all) => [...all!].filter((word) => !named.has(word)));
  const rest = meant.filter((group) => !shared.includes(group));
  if (rest.length === 0 || others.some((words) => words.length === 0)) return shared;
  return [...shared, oneOf([...others.map((words) => words.join(' & ')), allOf(rest)])];
}

const oneOf = (queries: readonly string[]): string =>
  queries.map((query) => `(${query})`).join(' | ');

/** All of these, as one query. */
export const allOf = (queries: readonly string[]): string =>
  queries.length === 1 ? queries[0]! : queries.map((query) => `(${query})`).join(' & ');

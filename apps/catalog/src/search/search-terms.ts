/** What a shopper typed, made ready for the two ways of searching. */
export interface SearchTerms {
  /** The text as typed, trimmed. */
  text: string;
  /** Words before the last one; null when the text uses operators (quotes, minus, or) and prefixes make no sense. */
  rest: string | null;
  /** A prefix match on the last word in to_tsquery syntax. */
  prefix: string | null;
  /** Words long enough to be compared by their trigrams. */
  fuzzy: string[];
}

const OPERATORS = /"|(^|\s)-\S|(^|\s)or(\s|$)/i;
const MOST_WORDS = 8;

/** Splits a search text. Only letters and digits survive into `prefix`, so it is always valid tsquery syntax. */
export function searchTerms(q: string): SearchTerms | null {
  const text = q.trim();
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return text === '' ? null : { text, rest: null, prefix: null, fuzzy: [] };
  const last = words[words.length - 1];
  const plain = !OPERATORS.test(text);
  return {
    text,
    rest: plain ? words.slice(0, -1).join(' ') : null,
    prefix: plain ? `${last}:*` : null,
    fuzzy: words.filter((word) => word.length >= 3).slice(0, MOST_WORDS),
  };
}

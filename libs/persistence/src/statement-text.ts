import { createHash } from 'node:crypto';

/** The rest of a longer one tells nothing more. */
const MOST_TEXT = 4_000;

const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;
const DOLLAR_TEXT = /\$([a-z_]*)\$[\s\S]*?\$\1\$/gi;
const TEXT = /(?:\be)?'(?:[^']|'')*'/gi;
const NUMBER = /(?<![\w$.])\d+(?:\.\d+)?\b/g;
const LIST = /\(\s*(?:\?|\$\d+)(?:\s*,\s*(?:\?|\$\d+))+\s*\)/g;
const WRITES =
  /\b(insert|update|delete|merge|truncate|copy|call|do|lock|create|alter|drop|grant|revoke|set|notify|nextval|setval|set_config)\b/i;

/**
 * A statement without what was asked for: people's values are nobody's business, and what differs in them alone is one
 * statement.
 */
export function withoutValues(sql: string): string {
  return sql
    .replace(COMMENTS, ' ')
    .replace(DOLLAR_TEXT, '?')
    .replace(TEXT, '?')
    .replace(NUMBER, '?')
    .replace(LIST, '(…)')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_TEXT)
    .toWellFormed();
}

/** The same for statements that are one. */
export function fingerprintOf(normalised: string): string {
  return createHash('sha256').update(normalised).digest('hex').slice(0, 16);
}

/** Whether a statement reads and does nothing else, as far as its words tell; in doubt it does more. */
export function onlyReads(sql: string): boolean {
  const words = sql.replace(COMMENTS, ' ').replace(DOLLAR_TEXT, '?').replace(TEXT, '?');
  return /^\s*(select|with)\b/i.test(words) && !sql.includes(';') && !WRITES.test(words);
}

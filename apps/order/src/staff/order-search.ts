/** Digits up to here are a number that somebody read out; longer ones may be the beginning of an id. */
const LONGEST_NUMBER = 15;

export interface OrderSearch {
  number: number | null;
  /** Between these two ids, both included: how "begins with" becomes a walk along the primary key. */
  ids: { from: string; to: string } | null;
}

/** What somebody who looks for an order has typed; null when no order can be meant. */
export function parseOrderSearch(words: string): OrderSearch | null {
  const typed = words.trim().replace(/^#/, '').toLowerCase();
  const number = /^\d+$/.test(typed) && typed.length <= LONGEST_NUMBER ? Number(typed) : null;
  const ids = idRange(typed);
  return number === null && ids === null ? null : { number, ids };
}

function idRange(typed: string): OrderSearch['ids'] {
  const digits = typed.replaceAll('-', '');
  if (!/^[0-9a-f]{4,32}$/.test(digits)) return null;
  return { from: toUuid(digits.padEnd(32, '0')), to: toUuid(digits.padEnd(32, 'f')) };
}

function toUuid(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

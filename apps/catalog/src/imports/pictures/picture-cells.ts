import { asText } from '../file-format.js';
import { partsOf, escaped } from '../specification-cell.js';

/** Addresses as files have them: one a line, with a bar between, or simply one after the other. */
const BETWEEN = /\s*[|\r\n]\s*|[\s,;]+(?=https?:\/\/)/;

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** The addresses of pictures in a field; one that comes twice is one picture. */
export function addressesOf(value: unknown): unknown[] {
  const all = isList(value) ? value : asText(value).split(BETWEEN);
  const given = all.map((one) => (typeof one === 'string' ? one.trim() : one));
  return [...new Set(given.filter((one) => one !== '' && one !== null))];
}

/** What the pictures show, in their order; an empty one says nothing of its picture. */
export function altsOf(value: unknown): unknown[] {
  const all = isList(value) ? value : partsOf(asText(value));
  return all.map((one) => (typeof one === 'string' ? one.trim() : one));
}

/** What `addressesOf` and `altsOf` read. */
export const listCell = (list: readonly string[]): string => list.map(escaped).join(' | ');

import { invalidField } from './errors.js';

/** The greatest value of an `integer` column. */
export const MAX_INT4 = 2_147_483_647;
const POSITIVE_INTEGER = /^[1-9]\d{0,9}$/;

/**
 * The id in a piece of text.
 * @throws DomainError 422 on `field` unless it is 1 … 2147483647.
 */
export function parseIntId(text: unknown, field = 'id'): number {
  const id = typeof text === 'string' && POSITIVE_INTEGER.test(text) ? Number(text) : NaN;
  if (!(id <= MAX_INT4)) throw invalidField(field, `must be an integer from 1 to ${MAX_INT4}`);
  return id;
}

import { Refusal } from '../../common/refusal.ts';
import type { Level, Place } from './shelf.ts';

/** A place in the feed, as a text that callers can only hand back. */
export const cursorAt = ({ updated_at, sequence }: Level): string =>
  Buffer.from(`${Date.parse(updated_at)}.${sequence}`).toString('base64url');

/** @throws Refusal for a text that is no cursor of this feed. */
export function placeOf(cursor: string): Place {
  const [at, sequence] = Buffer.from(cursor, 'base64url').toString().split('.').map(Number);
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(sequence)) {
    throw new Refusal(400, 'CURSOR', 'This cursor is none of the feed');
  }
  return { at: at!, sequence: sequence! };
}

import { DomainError, rateLimited } from '@tandem/kernel';

/** Where all parts are listed: how a reader who has missed something begins again. */
const FULL_LISTING = '/api/v1/parts';

/** @param head a cursor that is valid now: taken before the listing is read, it leaves nothing out. */
export function cursorTooOld(cutUpTo: number, head: number): DomainError {
  return gone(`Changes up to ${cutUpTo} are no longer kept.`, head);
}

/** As after the restore of a backup. */
export function cursorAhead(head: number): DomainError {
  return gone(`The newest change is ${head}, so this cursor is not of this feed.`, head);
}

const gone = (why: string, head: number): DomainError =>
  new DomainError(
    'cursor_too_old',
    'gone',
    `${why} Read all parts at ${FULL_LISTING}, then go on after ${head}.`,
    { start_again: { after: head, listing: FULL_LISTING } },
  );

export const tooManyPages = (retryAfterSeconds: number): DomainError =>
  rateLimited('Too many pages of the change feed. Wait a little.', retryAfterSeconds);

import { DomainError } from '@tandem/kernel';

/** One answer for a missing, unknown, expired or reused token: which it was helps only a thief. */
export const invalidRefreshToken = () =>
  new DomainError('invalid_refresh_token', 401, 'Your session has ended. Sign in again.');

export const sessionEnded = () =>
  new DomainError('session_ended', 401, 'Your session has ended. Sign in again.');

export const sessionNotFound = (id: string) =>
  new DomainError('not_found', 404, `There is no session ${id}.`);

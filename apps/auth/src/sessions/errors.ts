import { DomainError, notFound } from '@tandem/kernel';

/** One answer for a missing, unknown, expired or reused token: which it was helps only a thief. */
export const invalidRefreshToken = () =>
  new DomainError(
    'invalid_refresh_token',
    'unauthenticated',
    'Your session has ended. Sign in again.',
  );

export const sessionEnded = () =>
  new DomainError('session_ended', 'unauthenticated', 'Your session has ended. Sign in again.');

export const sessionNotFound = (id: string) => notFound('session', id);

/** Only who knows the password is told. */
export const accountDeactivated = () =>
  new DomainError(
    'account_deactivated',
    'forbidden',
    'This account was deactivated. Please contact the shop.',
  );

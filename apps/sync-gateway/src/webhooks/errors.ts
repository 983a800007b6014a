import { DomainError, rateLimited } from '@tandem/kernel';

/** Says the same whatever was wrong, so that nobody can feel their way to a right signature. */
export const notSigned = (): DomainError =>
  new DomainError(
    'invalid_signature',
    'unauthenticated',
    'This notification is not signed by its sender.',
  );

export const tooManyForgeries = (retryAfterSeconds: number): DomainError =>
  rateLimited('Too many unsigned notifications.', retryAfterSeconds);

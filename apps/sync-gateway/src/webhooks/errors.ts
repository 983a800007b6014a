import { DomainError } from '@tandem/kernel';

/** Says the same whatever was wrong, so that nobody can feel their way to a right signature. */
export const notSigned = (): DomainError =>
  new DomainError(
    'invalid_signature',
    'unauthenticated',
    'This notification is not signed by its sender.',
  );

export const tooManyForgeries = (retryAfterSeconds: number): DomainError =>
  new DomainError('rate_limited', 'limited', 'Too many unsigned notifications.', {
    retry_after: retryAfterSeconds,
  });

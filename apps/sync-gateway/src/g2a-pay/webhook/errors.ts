import { DomainError } from '@tandem/kernel';

/** Says the same whatever was wrong, so that nobody can feel their way to a right signature. */
export const notSigned = (): DomainError =>
  new DomainError(
    'invalid_signature',
    'unauthenticated',
    'This notification is not signed by G2A PAY.',
  );

export const tooManyForgeries = (retryAfterSeconds: number): DomainError =>
  new DomainError('rate_limited', 'limited', 'Too many unsigned notifications.', {
    retry_after: retryAfterSeconds,
  });

export const notAForm = (): DomainError =>
  new DomainError(
    'unsupported_media_type',
    'unsupported',
    'A notification must be sent as application/x-www-form-urlencoded.',
  );

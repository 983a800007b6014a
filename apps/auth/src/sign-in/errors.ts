import { DomainError, conflict } from '@tandem/kernel';

export const emailTaken = () =>
  conflict('email_taken', 'An account with this e-mail address already exists.', {
    errors: [{ field: 'email', message: 'already belongs to an account' }],
  });

/** The same for an unknown address and a wrong password. */
export const wrongCredentials = () =>
  new DomainError(
    'invalid_credentials',
    'unauthenticated',
    'The e-mail address or the password is wrong.',
  );

export const passwordRefused = (message: string) =>
  new DomainError('validation_failed', 'invalid', 'This password cannot be used.', {
    errors: [{ field: 'password', message }],
  });

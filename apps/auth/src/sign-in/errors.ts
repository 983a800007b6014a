import { DomainError } from '@tandem/kernel';

export const emailTaken = () =>
  new DomainError('email_taken', 409, 'An account with this e-mail address already exists.', {
    errors: [{ field: 'email', message: 'has an account already' }],
  });

/** The same for an unknown address and a wrong password. */
export const wrongCredentials = () =>
  new DomainError('invalid_credentials', 401, 'The e-mail address or the password is wrong.');

export const passwordRefused = (message: string) =>
  new DomainError('validation_failed', 422, 'This password cannot be used.', {
    errors: [{ field: 'password', message }],
  });

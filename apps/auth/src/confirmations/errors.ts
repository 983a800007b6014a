import { DomainError, conflict } from '@tandem/kernel';

export const confirmationUnknown = () =>
  new DomainError('confirmation_unknown', 'not_found', 'This link is not valid.');

export const confirmationUsed = () =>
  conflict(
    'confirmation_used',
    'This link has already been used. Your e-mail address is confirmed.',
  );

export const confirmationExpired = () =>
  new DomainError(
    'confirmation_expired',
    'gone',
    'This link has expired. Please request a new one.',
  );

export const alreadyConfirmed = () =>
  conflict('already_confirmed', 'The e-mail address is already confirmed.');

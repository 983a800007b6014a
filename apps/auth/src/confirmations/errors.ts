import { DomainError, conflict } from '@tandem/http';

export const confirmationUnknown = () =>
  new DomainError('confirmation_unknown', 404, 'This is no link we have sent.');

export const confirmationUsed = () =>
  conflict('confirmation_used', 'This link was used already: the address is confirmed.');

export const confirmationExpired = () =>
  new DomainError('confirmation_expired', 410, 'This link is too old. Ask for a new one.');

export const alreadyConfirmed = () =>
  conflict('already_confirmed', 'The e-mail address is confirmed already.');

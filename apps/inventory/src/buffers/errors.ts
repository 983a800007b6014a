import { conflict, type DomainError } from '@tandem/kernel';

export const notCountedOutside = (): DomainError =>
  conflict('not_counted_outside', 'No outside system counts this part, so nothing is kept back.');

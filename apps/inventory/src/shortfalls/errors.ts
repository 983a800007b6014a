import { conflict, type DomainError } from '@tandem/kernel';

export const shortfallOver = (): DomainError =>
  conflict('shortfall_over', 'This shortfall is resolved already.');

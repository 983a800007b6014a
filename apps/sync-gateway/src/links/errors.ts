import { conflict, notFound, type DomainError } from '@tandem/kernel';

export const linkNotFound = (id: string): DomainError => notFound('link', id);

export const alreadyLinked = (): DomainError =>
  conflict(
    'already_linked',
    'The product or the part is linked already. Undo that link before you make another.',
  );

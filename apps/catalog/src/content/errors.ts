import { STATUS_WORDS, type PartStatus } from '@tandem/contracts';
import { conflict, DomainError, invalidField, notFound } from '@tandem/kernel';

export const partNotFound = (id: number): DomainError => notFound('part', id);

export const contentVersionNotFound = (id: number, version: number): DomainError =>
  notFound(`version ${version} of part`, id);

export const contentVersionRemoved = (id: number, version: number): DomainError =>
  new DomainError(
    'not_found',
    'not_found',
    `Version ${version} of part ${id} was removed: it was too old to be kept.`,
  );

export const imageNotFound = (imageId: string): DomainError => notFound('image', imageId);

/** Another write holds the row; `current` is the state before it. */
export const writeInFlight = (current: unknown): DomainError =>
  conflict('write_in_flight', 'Another change of this part is being saved right now.', { current });

export const skuTaken = (): DomainError =>
  conflict('sku_taken', 'The SKU belongs to another part.', {
    errors: [{ field: 'sku', message: 'belongs to another part' }],
  });

export const notDeleted = (id: number): DomainError =>
  conflict('not_deleted', `Part ${id} is not deleted.`);

/** What the table of moves says against a change, as a sentence about the part. */
export const moveRefusal = (from: PartStatus, to: PartStatus): string =>
  `cannot go from ${STATUS_WORDS[from].toLowerCase()} to ${STATUS_WORDS[to].toLowerCase()}`;

export const illegalMove = (from: PartStatus, to: PartStatus): DomainError =>
  invalidField('status', moveRefusal(from, to));

/** `numbers`: of the images, from 1. */
export const imagesWithoutText = (field: 'alt' | 'status', numbers: number[]): DomainError =>
  invalidField(
    field,
    field === 'alt'
      ? 'must say what the image shows: shoppers see this part'
      : `cannot be active before every image says what it shows; missing: image ${numbers.join(', ')}`,
  );

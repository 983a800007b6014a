import { invalidField } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';

export const unreadableImage = (
  field: string,
  message = 'is not a picture we can read',
): DomainError => invalidField(field, message);

export const imageNotFetched = (message: string): DomainError => invalidField('url', message);

export const notTheImages = (): DomainError =>
  invalidField('image_ids', 'must name each image of the part exactly once');

export const tooManyImages = (field: string, most: number): DomainError =>
  invalidField(field, `is one too many: a part has at most ${most} images`);

import { DomainError, invalidField } from '@tandem/kernel';

export const unreadableImage = (
  field: string,
  message = 'is not an image that can be read',
): DomainError => invalidField(field, message);

export const imageNotFetched = (message: string): DomainError => invalidField('url', message);

/** The picture could not be had just now. */
export class ImageAway extends DomainError {}

export function imageAway(message: string): ImageAway {
  const { code, kind, message: detail, extra } = imageNotFetched(message);
  return new ImageAway(code, kind, detail, extra);
}

export const notTheImages = (): DomainError =>
  invalidField('image_ids', 'must name each image of the part exactly once');

export const tooManyImages = (field: string, most: number): DomainError =>
  invalidField(field, `exceeds the limit: a part has at most ${most} images`);

import { DomainError, invalidField, type FieldError } from '@tandem/kernel';
import { RequestValidationPipe } from '@tandem/http';
import { ImageUrlDto } from '../../content/part.dto.js';
import { MOST_IMAGES } from '../../content/edit-images.js';
import { imageAddress } from '../../images/fetch-image.js';
import type { RowFields } from '../row-fields.js';
import { ownHash } from './known-pictures.js';
import { addressesOf, altsOf } from './picture-cells.js';
import type { NamedPicture } from './place-pictures.js';

const validation = new RequestValidationPipe();
/** Whether an address may be connected to is decided when it is. */
const ANY = () => true;

/** The pictures that a row names; undefined: it says nothing of pictures. */
export type RowPictures = Pick<NamedPicture, 'url' | 'alt'>[] | undefined;

/** @throws DomainError 422 naming `image_urls` or `image_alts`. */
export async function namedPictures({ image_urls, image_alts }: RowFields): Promise<RowPictures> {
  const alts = image_alts == null ? [] : altsOf(image_alts);
  if (image_urls === undefined) {
    if (alts.some(Boolean)) throw invalidField('image_alts', 'is not enough without image_urls');
    return undefined;
  }
  const urls = image_urls === null ? [] : addressesOf(image_urls);
  if (urls.length > MOST_IMAGES)
    throw invalidField('image_urls', `has more than ${MOST_IMAGES} pictures`);
  if (alts.length > urls.length)
    throw invalidField('image_alts', `has ${alts.length} texts; there are ${urls.length} pictures`);
  return Promise.all(urls.map((url, n) => pictureOf(url, alts[n] || undefined)));
}

async function pictureOf(url: unknown, alt: unknown): Promise<{ url: string; alt: string | null }> {
  try {
    const body = { url, ...(alt !== undefined && { alt }) };
    const checked = (await validation.transform(body, {
      type: 'body',
      metatype: ImageUrlDto,
    })) as ImageUrlDto;
    // One way of writing it, by which it is known again.
    const address = ownHash(checked.url) ? checked.url : imageAddress(checked.url, ANY).href;
    if (address.length > 2_000) throw invalidField('url', 'is longer than 2000 characters');
    return { url: address, alt: checked.alt ?? null };
  } catch (error) {
    throw renamed(error, String(url));
  }
}

const CALLED: Record<string, string> = { url: 'image_urls', alt: 'image_alts' };

function renamed(error: unknown, url: string): unknown {
  if (!(error instanceof DomainError)) return error;
  const [first] = error.extra['errors'] as FieldError[];
  return first
    ? invalidField(CALLED[first.field] ?? first.field, `${first.message}: ${url.slice(0, 200)}`)
    : error;
}

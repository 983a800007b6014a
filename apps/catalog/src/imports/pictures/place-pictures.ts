import { v7 as uuidv7 } from 'uuid';
import type { PartContent } from '../../content/part-content.js';

/** A picture that a row names. */
export interface NamedPicture {
  url: string;
  /** Null: the row does not say what it shows. */
  alt: string | null;
  /** Null: it is still to be fetched, or could not be. */
  sha256: string | null;
}

type Images = PartContent['images'];

/**
 * The images of a part that shows these pictures in this order. One that it shows already stays the image that it is, with
 * its text unless the row has another; a picture that is named twice is there once, unless the part has it as often.
 */
export function placePictures(
  pictures: readonly NamedPicture[],
  { images, part_name }: Pick<PartContent, 'images' | 'part_name'>,
): Images {
  const left = [...images];
  const placed: Images = [];
  for (const { sha256, alt } of pictures) {
    if (sha256 === null) continue;
    const at = left.findIndex((image) => image.sha256 === sha256);
    const [own] = at === -1 ? [] : left.splice(at, 1);
    if (own) placed.push(alt ? { ...own, alt } : own);
    else if (!placed.some((image) => image.sha256 === sha256))
      placed.push({ id: uuidv7(), sha256, alt: alt || part_name });
  }
  return placed;
}

/**
 * The images of a part once pictures of a row are fetched. What staff have added since the row stays, behind them. When one
 * could not be had, so does what the row would have replaced.
 * @param replaced the images that the part had when the row was taken in.
 */
export function addFetched(
  pictures: readonly NamedPicture[],
  part: Pick<PartContent, 'images' | 'part_name'>,
  replaced: readonly string[],
): Images {
  const placed = placePictures(pictures, part);
  const isPlaced = new Set(placed.map(({ id }) => id));
  const isWhole = pictures.every(({ sha256 }) => sha256 !== null);
  const others = part.images.filter(
    ({ id }) => !isPlaced.has(id) && !(isWhole && replaced.includes(id)),
  );
  return [...placed, ...others];
}

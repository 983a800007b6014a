import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { DomainError } from '@tandem/kernel';
import { unreadableImage } from './errors.js';
import { PictureTurns } from './picture-turns.js';

/** Widths a page may ask for with `?w=`; the original is kept beside them. */
export const RENDITION_WIDTHS = [160, 480, 960] as const;
/** The longest side of a stored original, in pixels. */
const LARGEST_ORIGINAL = 2000;
/** The longest side accepted, in pixels. */
const LARGEST_UPLOAD = 8000;
/** The most pixels accepted, all frames of an animated picture together: two kilobytes can hold many more. */
const MOST_PIXELS = 24_000_000;
const LONGEST_SECONDS = 30;

// One picture at a time, with the memory given back at once: what libvips would keep is counted by nobody.
sharp.cache(false);
sharp.concurrency(1);

/** Uploads that are read, wait or are decoded at a time. */
export const pictureTurns = new PictureTurns(6);
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heif', 'tiff']);

export interface ProcessedImage {
  sha256: string;
  width: number;
  height: number;
  /** Bytes by width; the widest is the original. */
  renditions: Map<number, Buffer>;
}

/**
 * Re-encodes an uploaded picture as WebP: nothing of the uploaded bytes survives, metadata such as a GPS position included.
 * @throws DomainError `validation_failed` (422) naming `field` when the bytes are no picture we read, or one too large.
 */
export function processImage(bytes: Buffer, field: string): Promise<ProcessedImage> {
  return pictureTurns.turn(() => decode(bytes, field));
}

async function decode(bytes: Buffer, field: string): Promise<ProcessedImage> {
  const limit = {
    limitInputPixels: MOST_PIXELS,
    failOn: 'error' as const,
    sequentialRead: true,
  };
  try {
    // The header alone: nothing is decoded before it is known how much that would be.
    const meta = await sharp(bytes, { ...limit, limitInputPixels: false }).metadata();
    if (!FORMATS.has(meta.format ?? '')) throw unreadableImage(field);
    if (Math.max(meta.width, meta.height) > LARGEST_UPLOAD)
      throw unreadableImage(field, `is larger than ${LARGEST_UPLOAD} pixels`);
    if (meta.width * meta.height * (meta.pages ?? 1) > MOST_PIXELS)
      throw unreadableImage(field, 'has more than 24 megapixels, all frames together');
    const original = await sharp(bytes, limit)
      .rotate()
      .resize({
        width: LARGEST_ORIGINAL,
        height: LARGEST_ORIGINAL,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .timeout({ seconds: LONGEST_SECONDS })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return await withRenditions(original.data, original.info.width, original.info.height);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadableImage(field);
  }
}

/** Adds the fixed widths to a WebP original. */
export async function withRenditions(
  original: Buffer,
  width: number,
  height: number,
): Promise<ProcessedImage> {
  const renditions = new Map([[width, original]]);
  for (const w of RENDITION_WIDTHS)
    if (w < width)
      renditions.set(
        w,
        await sharp(original).resize({ width: w }).webp({ quality: 78, effort: 2 }).toBuffer(),
      );
  return { sha256: createHash('sha256').update(original).digest('hex'), width, height, renditions };
}

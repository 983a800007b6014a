import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { v7 as uuidv7 } from 'uuid';
import { notTheImages, tooManyImages } from '../images/errors.js';
import { ImageStore } from '../images/image-store.js';
import type { ProcessedImage } from '../images/process-image.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type ChangeRequest, type PartChange } from './content-writer.js';
import { imageNotFound } from './errors.js';

export const MOST_IMAGES = 50;

/** Adds, orders and removes the images of a part. */
@Injectable()
export class EditImages {
  constructor(
    private readonly writer: ContentWriter,
    private readonly images: ImageStore,
    readonly cache: VersionedCache,
  ) {}

  /**
   * Puts a picture behind the part's others. `field` is where it came from, for the error that there are too many. Without an
   * alternative text the part's name is one; an empty one waits for somebody to write it.
   */
  @UpdatesShop()
  async add(
    request: ChangeRequest,
    image: ProcessedImage,
    alt: string | undefined,
    field: string,
  ): Promise<PartChange> {
    const kept = await this.images.keep(image);
    return this.writer.edit(request, async (before, tx) => {
      if (before.images.length >= MOST_IMAGES) throw tooManyImages(field, MOST_IMAGES);
      await this.images.record(tx, kept);
      const added = { id: uuidv7(), sha256: image.sha256, alt: alt ?? before.part_name };
      return {
        content: { ...before, images: [...before.images, added] },
        summary: 'Added an image',
      };
    });
  }

  @UpdatesShop()
  async order(request: ChangeRequest, imageIds: readonly string[]): Promise<PartChange> {
    return this.writer.edit(request, (before) => {
      const byId = new Map(before.images.map((image) => [image.id, image]));
      const images = imageIds.map((id) => byId.get(id.toLowerCase()));
      const distinct = new Set(images);
      if (distinct.has(undefined) || distinct.size !== byId.size || images.length !== byId.size)
        throw notTheImages();
      return {
        content: { ...before, images: images.map((image) => image!) },
        summary: 'Ordered the images',
      };
    });
  }

  @UpdatesShop()
  async remove(request: ChangeRequest, imageId: string): Promise<PartChange> {
    return this.writer.edit(request, (before) => {
      const images = before.images.filter((image) => image.id !== imageId);
      if (images.length === before.images.length) throw imageNotFound(imageId);
      return { content: { ...before, images }, summary: 'Removed an image' };
    });
  }

  /** Says what an image shows, for those who cannot see it. */
  @UpdatesShop()
  async describe(request: ChangeRequest, imageId: string, alt: string): Promise<PartChange> {
    return this.writer.edit(request, (before) => {
      if (!before.images.some(({ id }) => id === imageId)) throw imageNotFound(imageId);
      const images = before.images.map((image) =>
        image.id === imageId ? { ...image, alt } : image,
      );
      return { content: { ...before, images }, summary: 'Described an image' };
    });
  }
}

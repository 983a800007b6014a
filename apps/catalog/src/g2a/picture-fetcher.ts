import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { UpdatesShop } from '../content/content-cache.js';
import { ContentWriter, type PartChange } from '../content/content-writer.js';
import { readStaffFields } from '../content/field-owners.js';
import type { PartContent } from '../content/part-content.js';
import { holdPictures } from '../images/clear-pictures.js';
import { fetchImage } from '../images/fetch-image.js';
import { ImageStore, type KeptImage } from '../images/image-store.js';
import { isPublicAddress, type AddressRule } from '@tandem/http';
import { pictureTurns, processImage } from '../images/process-image.js';
import { FROM_G2A, G2A, sameAddresses } from './apply-products.js';
import { FetchPictures } from './fetch-pictures-job.js';
import { productOf, savePictures, type KnownProduct, type Picture } from './product-store.js';

/** A picture that could not be had so often is left out until G2A names other addresses. */
const MOST_ATTEMPTS = 3;
const AGAIN_MS = 30_000;
const NO_PLACE_MS = 5_000;

const log = logger('catalog');

/** A picture, and the image itself when it was fetched just now. */
interface Fetched extends Picture {
  kept?: KeptImage;
}

/** Fetches the pictures that G2A names, outside of any transaction, one part after the other. */
@Injectable()
export class PictureFetcher {
  /** Specs put the address of their own server in. */
  allowed: AddressRule = isPublicAddress;

  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly images: ImageStore,
    readonly cache: VersionedCache,
  ) {}

  /** What can be had of them is shown, whatever becomes of the others. */
  @HandlesJob(FetchPictures)
  async fetchPictures({ part_id }: { part_id: number }, { attempt }: RunningJob): Promise<void> {
    const product = await transaction(this.database, (tx) => wantedOf(tx, part_id));
    if (!product) return;
    const pictures: Fetched[] = [];
    for (const url of product.offer!.images) pictures.push(await this.fetch(url, product.pictures));
    try {
      await this.show(part_id, pictures);
    } catch (error) {
      // Deleted meanwhile.
      if (error instanceof DomainError && error.kind === 'not_found') return;
      throw error;
    }
    if (attempt < MOST_ATTEMPTS && pictures.some(({ sha256 }) => sha256 === null))
      throw new TryLater(AGAIN_MS * attempt);
  }

  @UpdatesShop()
  async show(partId: number, pictures: readonly Fetched[]): Promise<PartChange> {
    return this.writer.edit({ id: partId, editor: G2A }, async (before, tx) => {
      const product = await wantedOf(tx, partId);
      // Other addresses, or staff's own images: another job's concern, or nobody's.
      if (!product || !sameAddresses(product.offer!.images, pictures)) return { content: before };
      for (const { kept } of pictures) if (kept) await this.images.record(tx, kept);
      await savePictures(
        tx,
        product.g2a_id,
        pictures.map(({ url, sha256 }) => ({ url, sha256 })),
      );
      const images = imagesOf(pictures, before);
      return { content: { ...before, images }, summary: FROM_G2A, owner: 'g2a' };
    });
  }

  /** @throws TryLater when too many pictures are being read, or the store of images does not answer. */
  private async fetch(url: string, known: readonly Picture[]): Promise<Fetched> {
    const before = known.find((picture) => picture.url === url && picture.sha256 !== null);
    if (before && (await holdPictures(this.database, [before.sha256!])).size > 0) return before;
    try {
      const image = await pictureTurns.place(async () =>
        processImage(await fetchImage(url, this.allowed), 'images'),
      );
      return { url, sha256: image.sha256, kept: await this.images.keep(image) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'unavailable') throw new TryLater(NO_PLACE_MS, { counted: false });
      log.info({ reason: error.extra['errors'] }, 'a picture of a game could not be had');
      return { url, sha256: null };
    }
  }
}

/** The product whose pictures a part is to show. */
async function wantedOf(tx: Tx, partId: number): Promise<KnownProduct | null> {
  const product = await productOf(tx, partId);
  if (!product?.offer) return null;
  const staffs = await readStaffFields(tx, [partId]);
  return staffs.get(partId)?.has('images') ? null : product;
}

/** The images of a part that shows these pictures; one that it shows already stays the image that it is. */
export function imagesOf(
  pictures: readonly Picture[],
  { images, part_name }: PartContent,
): PartContent['images'] {
  const shown = [...new Set(pictures.map(({ sha256 }) => sha256).filter((sha) => sha !== null))];
  return shown.map(
    (sha256) =>
      images.find((image) => image.sha256 === sha256) ?? { id: uuidv7(), sha256, alt: part_name },
  );
}

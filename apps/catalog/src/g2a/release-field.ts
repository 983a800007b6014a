import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { Jobs } from '@tandem/jobs';
import { conflict } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { UpdatesShop } from '../content/content-cache.js';
import { ContentWriter, type ChangeRequest, type PartChange } from '../content/content-writer.js';
import { giveBack } from '../content/field-owners.js';
import { holdPictures } from '../images/clear-pictures.js';
import { type SyncedField } from '../parts/synced-fields.js';
import type { PartContent } from '../content/part-content.js';
import { sameAddresses } from './apply-products.js';
import { FetchPictures } from './fetch-pictures-job.js';
import { asOffered } from './offered-content.js';
import { imagesOf } from './picture-fetcher.js';
import { productOf, type KnownProduct, type Picture } from './product-store.js';

/** Gives a field that staff wrote back to G2A. */
@Injectable()
export class ReleaseField {
  constructor(
    private readonly writer: ContentWriter,
    private readonly jobs: Jobs,
    readonly cache: VersionedCache,
  ) {}

  /**
   * From now on a sync writes the field again; what it told last is shown at once.
   * @throws DomainError 409 `not_linked` when no product of G2A is linked to the part.
   */
  @UpdatesShop()
  async release(request: ChangeRequest, field: SyncedField): Promise<PartChange> {
    const { id, editor } = request;
    return this.writer.edit(request, async (before, tx) => {
      const product = await productOf(tx, id);
      if (!product) throw notLinked();
      await giveBack(tx, id, field, editor);
      const content =
        field === 'images'
          ? await this.withPictures(tx, id, product, before)
          : { ...before, [field]: (await asOffered(tx, id, before))[field] };
      return { content, summary: `Gave ${field} back to G2A`, owner: 'g2a' };
    });
  }

  /** Pictures that were not fetched while the images were staff's come later. */
  private async withPictures(
    tx: Tx,
    id: number,
    { offer, pictures }: KnownProduct,
    before: PartContent,
  ): Promise<PartContent> {
    if (!offer) return before;
    if (sameAddresses(offer.images, pictures) && (await areKept(tx, pictures)))
      return { ...before, images: imagesOf(pictures, before) };
    await this.jobs.enqueue(tx, FetchPictures, { part_id: id }, { key: String(id) });
    return before;
  }
}

async function areKept(tx: Tx, pictures: readonly Picture[]): Promise<boolean> {
  const hashes = pictures.map(({ sha256 }) => sha256).filter((sha) => sha !== null);
  return (await holdPictures(tx, hashes)).size === new Set(hashes).size;
}

const notLinked = () => conflict('not_linked', 'No product of G2A is linked to this part.');

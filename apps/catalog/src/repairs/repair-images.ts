import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { DomainError } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { writeChangesThrough } from '../content/content-cache.js';
import { ContentWriter } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { ImageStore, type Look } from '../images/image-store.js';
import { pictureTurns, withRenditions } from '../images/process-image.js';

interface ShownImage {
  id: string;
  part_id: number;
  part_name: string;
  sha256: string;
  alt: string;
}

/** An image that is as it should be, and what was done in a sentence for staff. */
export interface MendedImage {
  image_id: string;
  said: string;
}

/** Mends images whose bytes are gone. The original is the truth: its other widths are made of it again. */
@Injectable()
export class RepairImages {
  constructor(
    private readonly database: Database,
    private readonly store: ImageStore,
    private readonly writer: ContentWriter,
    private readonly cache: VersionedCache,
  ) {}

  /**
   * @param by the person who says that an image without its original goes; null: those are left alone.
   * @throws DomainError `unavailable` (503) to a person when the bucket does not answer: nothing is known then.
   */
  async repair(ids: readonly string[], by: Editor | null): Promise<MendedImage[]> {
    const mended: MendedImage[] = [];
    for (const id of ids) {
      try {
        const said = await this.mend(id, by);
        if (said !== null) mended.push({ image_id: id, said });
      } catch (error) {
        const isAway = error instanceof DomainError && error.kind === 'unavailable';
        if (by !== null || !isAway) throw error;
        return mended;
      }
    }
    return mended;
  }

  private async mend(id: string, by: Editor | null): Promise<string | null> {
    const [image] = await this.database.query<ShownImage>(
      `select i.id, i.part_id, p.part_name, i.sha256, i.alt
         from part_images i join parts p on p.id = i.part_id where i.id = $1`,
      [id],
    );
    if (!image) return null;
    const look = await this.store.look(image.sha256);
    await this.store.mark(look);
    if (look.original) return this.remake(image, look, look.original);
    return by && this.remove(image, by);
  }

  private async remake(
    { part_id, part_name, alt }: ShownImage,
    { sha256, readable }: Look,
    { bytes, width, height }: NonNullable<Look['original']>,
  ): Promise<string> {
    const whole = await pictureTurns.turn(() => withRenditions(bytes, width, height));
    const gone = [...whole.renditions].filter(([one]) => !readable.has(one));
    const about = `“${alt}” of part ${part_id}, “${part_name}”`;
    if (gone.length === 0) return `The picture ${about} is there.`;
    const kept = await this.store.keep({ ...whole, sha256, renditions: new Map(gone) });
    await transaction(this.database, (tx) => this.store.record(tx, kept));
    return `The picture ${about} was made again from its original.`;
  }

  /** @returns null when the picture has come back, or has gone, since it was looked for. */
  private async remove(image: ShownImage, by: Editor): Promise<string | null> {
    const { id, part_id, part_name, sha256, alt } = image;
    const { change } = await this.writer.edit(
      { id: part_id, editor: by, deleted: true },
      async (before, tx) => {
        const images = before.images.filter((one) => one.id !== id);
        const content = (await isKept(tx, sha256)) ? before : { ...before, images };
        // Nobody has decided that a game is to have no picture: its next offer may bring it back.
        return { content, summary: `Removed “${alt}”: its file was lost`, owner: 'g2a' };
      },
    );
    if (!change) return null;
    await writeChangesThrough(this.cache, [change]);
    return `Part ${part_id}, “${part_name}”, has lost its picture “${alt}”: its original is gone. Upload it again to show it.`;
  }
}

/** Somebody may have uploaded the same picture since. */
async function isKept(tx: Tx, sha256: string): Promise<boolean> {
  const originals = await tx.query(
    `select 1 from image_renditions r join image_blobs b on (b.sha256, b.width) = (r.sha256, r.width)
      where r.sha256 = $1 and r.missing_since is null for share of r`,
    [sha256],
  );
  return originals.length > 0;
}

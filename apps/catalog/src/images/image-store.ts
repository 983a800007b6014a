import { Inject, Injectable } from '@nestjs/common';
import { unavailable } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, type Tx } from '@tandem/persistence';
import { CatalogConfig, type ImagePlace } from '../config.js';
import { BLOB_STORE, sha256Of, type BlobStore } from './blob-store.js';
import { holdObjects, noteObjects } from './image-objects.js';
import type { ProcessedImage } from './process-image.js';

const log = logger('catalog');

/** A picture whose bytes are where they belong, or come with its rows. */
export interface KeptImage {
  image: ProcessedImage;
  place: ImagePlace;
}

interface Rendition {
  width: number;
  place: ImagePlace;
  content_sha256: string | null;
  bytes: Buffer | null;
}

/**
 * Keeps pictures under the hash of their bytes, the same one once. Bytes in PostgreSQL commit with the part that shows them;
 * those in the bucket are there before the part says so.
 */
@Injectable()
export class ImageStore {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore | null,
  ) {}

  /** Brings a picture to where new ones are kept. Over the network perhaps, so before any transaction. */
  async keep(image: ProcessedImage): Promise<KeptImage> {
    const place = this.config.imagePlace;
    if (place === 's3') {
      const renditions = [...image.renditions.values()];
      await noteObjects(this.database, renditions.map(sha256Of));
      for (const bytes of renditions) await this.bucket.put(sha256Of(bytes), bytes);
    }
    return { image, place };
  }

  /** Makes a kept picture one that parts can show. A rendition that is known already stays where it is. */
  async record(tx: Tx, { image, place }: KeptImage): Promise<void> {
    const renditions = [...image.renditions].map(([width, bytes]) => ({
      ...{ width, bytes, content: sha256Of(bytes) },
    }));
    if (place === 's3')
      await holdObjects(
        tx,
        renditions.map(({ content }) => content),
      );
    await tx.execute(
      `insert into image_blobs (sha256, width, height) values ($1, $2, $3) on conflict do nothing`,
      [image.sha256, image.width, image.height],
    );
    for (const { width, bytes, content } of renditions)
      await tx.execute(
        `insert into image_renditions (sha256, width, place, content_sha256, bytes) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [image.sha256, width, place, content, place === 'postgresql' ? bytes : null],
      );
  }

  /**
   * The bytes of the narrowest rendition that is at least this wide, else of the widest; null for an unknown image.
   * @throws DomainError `unavailable` (503) when they are in the bucket and can't be had from there.
   */
  async load(sha256: string, width: number | null): Promise<Buffer | null> {
    const [row] = await this.database.query<Rendition>(
      `select width, place, content_sha256, bytes from image_renditions where sha256 = $1
       order by (width >= $2::integer) desc, case when width >= $2::integer then width else -width end limit 1`,
      [sha256, width ?? 1_000_000],
    );
    if (!row) return null;
    if (row.place === 'postgresql') return row.bytes;
    const content = row.content_sha256!;
    const bytes = await this.bucket.get(content);
    // Browsers keep for a year what they are given: rather nothing than another picture.
    if (bytes && sha256Of(bytes) === content) return bytes;
    log.error(
      { sha256, width: row.width, object: content },
      'the bucket does not have an image as it was put there',
    );
    throw unavailable('This picture can’t be read right now.', 60);
  }

  private get bucket(): BlobStore {
    if (this.blobs) return this.blobs;
    throw unavailable('The store of this picture is not configured.', 60);
  }
}

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

/** What of a picture can be read. */
export interface Look {
  sha256: string;
  /** When the look began, by the clock of the database. */
  began: Date;
  /** Null: its bytes are gone. */
  original: { bytes: Buffer; width: number; height: number } | null;
  readable: ReadonlySet<number>;
  /** Widths whose bytes the bucket does not have as they were put there, and the name of each object. */
  gone: { width: number; name: string }[];
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

  /** Makes a kept picture one that parts can show. A rendition that is known already stays where it is, unless it is missing there. */
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
      // One that nothing showed is not removed any more: this waits for its removal, or that for this.
      `insert into image_blobs as b (sha256, width, height) values ($1, $2, $3)
       on conflict (sha256) do update set unused_since = null where b.unused_since is not null`,
      [image.sha256, image.width, image.height],
    );
    for (const { width, bytes, content } of renditions)
      await tx.execute(
        `insert into image_renditions (sha256, width, place, content_sha256, bytes) values ($1, $2, $3, $4, $5)
         on conflict (sha256, width) do update
           set place = excluded.place, content_sha256 = excluded.content_sha256, bytes = excluded.bytes, missing_since = null
           where image_renditions.missing_since is not null`,
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
    const bytes = await this.bytesOf(row);
    if (bytes) return bytes;
    log.error(
      { sha256, width: row.width, object: row.content_sha256 },
      'the bucket does not have an image as it was put there',
    );
    throw unavailable('This picture can’t be read right now.', 60);
  }

  /**
   * Reads every width of a picture.
   * @throws DomainError `unavailable` (503) while the bucket does not answer.
   */
  async look(sha256: string): Promise<Look> {
    const [{ began }] = (await this.database.query<{ began: Date }>(
      'select clock_timestamp() as began',
    )) as [{ began: Date }];
    const rows = await this.database.query<Rendition & { whole: number; height: number }>(
      `select r.width, r.place, r.content_sha256, r.bytes, b.width as whole, b.height
         from image_renditions r join image_blobs b on b.sha256 = r.sha256 where r.sha256 = $1`,
      [sha256],
    );
    const readable = new Set<number>();
    const look: Look = { sha256, began, original: null, readable, gone: [] };
    for (const row of rows) {
      const bytes = await this.bytesOf(row);
      if (bytes === null) look.gone.push({ width: row.width, name: row.content_sha256! });
      else readable.add(row.width);
      if (bytes && row.width === row.whole)
        look.original = { bytes, width: row.whole, height: row.height };
    }
    return look;
  }

  /** Notes what was seen to be missing, so that whoever brings it again replaces it; an upload since the look began has done so. */
  async mark({ sha256, began, readable, gone }: Look): Promise<void> {
    await this.database.execute(
      `update image_renditions r
          set missing_since = case when r.width = any ($3::integer[]) then null else coalesce(r.missing_since, clock_timestamp()) end
        where r.sha256 = $1 and r.place = 's3'
          and (r.width = any ($3::integer[])
               or (r.width, r.content_sha256) in (select width, name from jsonb_to_recordset($2::jsonb) as g (width integer, name text))
                  and not exists (select from image_objects o where o.content_sha256 = r.content_sha256 and o.noted_at >= $4))`,
      [sha256, JSON.stringify(gone), [...readable], began],
    );
  }

  /** Null when the bucket does not have them as they were put there. */
  private async bytesOf({ place, content_sha256, bytes }: Rendition): Promise<Buffer | null> {
    if (place === 'postgresql') return bytes;
    const found = await this.bucket.get(content_sha256!);
    // Browsers keep for a year what they are given: rather nothing than another picture.
    return found && sha256Of(found) === content_sha256 ? found : null;
  }

  private get bucket(): BlobStore {
    if (this.blobs) return this.blobs;
    throw unavailable('The store of this picture is not configured.', 60);
  }
}

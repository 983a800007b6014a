import type { Database, Tx } from '@tandem/persistence';
import type { ProcessedImage } from './process-image.js';

/** Keeps an image under the hash of its bytes; the same picture is kept once. */
export async function storeImage(tx: Tx, image: ProcessedImage): Promise<void> {
  await tx.execute(
    `insert into image_blobs (sha256, width, height) values ($1, $2, $3) on conflict do nothing`,
    [image.sha256, image.width, image.height],
  );
  for (const [width, bytes] of image.renditions)
    await tx.execute(
      `insert into image_renditions (sha256, width, bytes) values ($1, $2, $3) on conflict do nothing`,
      [image.sha256, width, bytes],
    );
}

/** The bytes of the narrowest rendition that is at least this wide, else of the widest; null for an unknown image. */
export async function loadImage(
  database: Database,
  sha256: string,
  width: number | null,
): Promise<Buffer | null> {
  const [row] = await database.query<{ bytes: Buffer }>(
    `select bytes from image_renditions where sha256 = $1
     order by (width >= $2::integer) desc, case when width >= $2::integer then width else -width end limit 1`,
    [sha256, width ?? 1_000_000],
  );
  return row?.bytes ?? null;
}

import { faultPoint } from '@tandem/fault-points';
import { transaction, type Database } from '@tandem/persistence';
import type { ImagePlace } from '../config.js';
import { sha256Of, type BlobStore } from './blob-store.js';
import { holdObjects, noteObjects } from './image-objects.js';

const BATCH = 100;

export interface Move {
  moved: number;
  /** Renditions that stay where they are, for the bucket does not have them as they were put there. */
  unreadable: number;
}

interface Rendition {
  sha256: string;
  width: number;
}

/**
 * Moves every rendition to one place, one after the other, while the shop is open. Each is at its old place until it has been
 * read at the new one and has its hash; one move that was cut short goes on where it stopped when it is started again.
 */
export async function moveImages(
  database: Database,
  blobs: BlobStore,
  to: ImagePlace,
): Promise<Move> {
  const result: Move = { moved: 0, unreadable: 0 };
  const move = to === 's3' ? toBucket : toDatabase;
  let after: Rendition = { sha256: '', width: 0 };
  for (;;) {
    const batch = await database.query<Rendition>(
      `select sha256, width from image_renditions where place <> $1 and (sha256, width) > ($2, $3)
        order by sha256, width limit ${BATCH}`,
      [to, after.sha256, after.width],
    );
    if (batch.length === 0) return result;
    for (const rendition of batch) {
      if (await move(database, blobs, rendition)) result.moved += 1;
      else result.unreadable += 1;
    }
    after = batch.at(-1)!;
  }
}

async function toBucket(
  database: Database,
  blobs: BlobStore,
  { sha256, width }: Rendition,
): Promise<boolean> {
  const [row] = await database.query<{ bytes: Buffer | null }>(
    'select bytes from image_renditions where sha256 = $1 and width = $2',
    [sha256, width],
  );
  // Another move was here meanwhile.
  if (!row?.bytes) return true;
  const name = sha256Of(row.bytes);
  await noteObjects(database, [name]);
  await blobs.put(name, row.bytes);
  faultPoint('images.put');
  const there = await blobs.get(name);
  if (!there || sha256Of(there) !== name)
    throw new Error('the bucket gives back other bytes than it was given');
  await transaction(database, async (tx) => {
    await holdObjects(tx, [name]);
    await tx.execute(
      `update image_renditions set place = 's3', content_sha256 = $3, bytes = null
        where sha256 = $1 and width = $2 and place = 'postgresql'`,
      [sha256, width, name],
    );
  });
  return true;
}

async function toDatabase(
  database: Database,
  blobs: BlobStore,
  { sha256, width }: Rendition,
): Promise<boolean> {
  const [row] = await database.query<{ name: string }>(
    `select content_sha256 as name from image_renditions where sha256 = $1 and width = $2 and place = 's3'`,
    [sha256, width],
  );
  if (!row) return true;
  const bytes = await blobs.get(row.name);
  if (!bytes || sha256Of(bytes) !== row.name) return false;
  await transaction(database, async (tx) => {
    // Readers that have just seen the old place still find the object: the housekeeping removes it after its grace.
    await noteObjects(tx, [row.name]);
    await tx.execute(
      `update image_renditions set place = 'postgresql', bytes = $3, missing_since = null
        where sha256 = $1 and width = $2 and place = 's3'`,
      [sha256, width, bytes],
    );
  });
  return true;
}

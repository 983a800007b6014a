import { Inject, Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { BLOB_STORE, type BlobStore } from './blob-store.js';
import { forgetObject, takeOrphans } from './image-objects.js';

const RemoveOrphans = defineRecurringJob({
  name: 'remove-orphaned-images',
  title: 'Remove images from the bucket that no part ever showed',
  everyMs: 3_600_000,
});
const LookForImages = defineRecurringJob({
  name: 'look-for-images',
  title: 'Look whether the bucket has every image',
  everyMs: 3_600_000,
});
const BATCH = 1_000;

const log = logger('catalog');

/** Takes away what broken-off writes and moves left in the bucket, and notes what is missing there. */
@Injectable()
export class ImageHousekeeping {
  constructor(
    private readonly database: Database,
    @Inject(BLOB_STORE) private readonly blobs: BlobStore | null,
  ) {}

  @HandlesJob(RemoveOrphans)
  async removeOrphans(): Promise<void> {
    if (!this.blobs) return;
    for (;;) {
      const orphans = await takeOrphans(this.database);
      if (orphans.length === 0) return;
      for (const name of orphans) {
        await this.blobs.remove(name);
        await forgetObject(this.database, name);
      }
      log.info(
        { objects: orphans.length },
        'objects that no image refers to are gone from the bucket',
      );
    }
  }

  /** The rows are read before the names of the bucket: an object is there before its row. */
  @HandlesJob(LookForImages)
  async lookForImages(): Promise<void> {
    if (!this.blobs) return;
    for (let after = ''; ;) {
      const rows = await this.database.query<{ name: string }>(
        `select distinct content_sha256 as name from image_renditions
          where place = 's3' and content_sha256 > $1 order by 1 limit ${BATCH}`,
        [after],
      );
      const last = rows.at(-1)?.name;
      if (last === undefined) return;
      const there = await namesUpTo(this.blobs, after, last);
      const names = rows.map(({ name }) => name);
      await this.note(
        names,
        names.filter((name) => !there.has(name)),
      );
      after = last;
    }
  }

  private async note(looked: readonly string[], missing: readonly string[]): Promise<void> {
    await this.database.execute(
      `update image_renditions
          set missing_since = case when content_sha256 = any ($2::text[]) then clock_timestamp() end
        where place = 's3' and content_sha256 = any ($1::text[])
          and (missing_since is not null) <> (content_sha256 = any ($2::text[]))`,
      [looked, missing],
    );
    if (missing.length > 0) log.error({ missing: missing.length }, 'the bucket lacks images');
  }
}

async function namesUpTo(blobs: BlobStore, after: string, last: string): Promise<Set<string>> {
  const there = new Set<string>();
  for (let from = after; from < last;) {
    const names = await blobs.namesAfter(from);
    for (const name of names) there.add(name);
    if (names.length === 0) break;
    from = names.at(-1)!;
  }
  return there;
}

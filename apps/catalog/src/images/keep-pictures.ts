import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { clearPictures, markUnused } from './clear-pictures.js';

/** Each takes its renditions with it, and with them perhaps a megabyte. */
const AT_ONCE = 100;

/** Pictures stay while a part, a kept version of one or an import refers to them, and for some days longer (decision 0167). */
@Injectable()
export class KeepPictures {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  @Retains({ name: 'forget-pictures', title: 'Remove pictures that no part or version shows' })
  kept(): Kept[] {
    return [
      {
        table: 'image_blobs',
        since: 'unused_since',
        for: keptFor(this.config, 'pictureDays'),
        atOnce: AT_ONCE,
        remove: async (seconds, atOnce) => {
          const gone = await clearPictures(this.database, seconds, atOnce);
          // Once a run.
          if (gone < atOnce) await markUnused(this.database);
          return gone;
        },
      },
    ];
  }
}

import type { VersionedCache } from '@tandem/cache';
import { writeChangesThrough } from '../content/content-cache.js';
import type { ChangedPart } from '../content/content-writer.js';

/** Tells the cache of one commit while the next rows are on their way. */
export class CacheTelling {
  private told = Promise.resolve();

  constructor(private readonly cache: VersionedCache) {}

  /** Begins as soon as the former commit is told: no more than one waits. */
  async begin(changes: readonly ChangedPart[]): Promise<void> {
    await this.told;
    this.told = writeChangesThrough(this.cache, changes);
  }

  /** Until then nobody may be told that rows are taken in. */
  async end(): Promise<void> {
    await this.told;
  }
}

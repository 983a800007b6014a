import { Injectable } from '@nestjs/common';
import { affectedByPartChange, changeIdOf, VersionedCache } from '@tandem/cache';
import type { Arrival } from './log-entry-of.js';

/** Longest a change waits for the cache; what isn't done by then the cache retries by itself. */
const DEADLINE_MS = 50;

/**
 * Makes cached entries that an event has overtaken old, once more: the writer did so before it
 * answered, unless it died right after its commit.
 */
@Injectable()
export class CacheRefresh {
  constructor(private readonly cache: VersionedCache) {}

  /** Resolves when the cache has taken it, or after 50 ms. Never rejects: fan-out doesn't depend on it. */
  async after(event: Arrival): Promise<void> {
    const { version } = event.data;
    if (typeof version !== 'number') return;
    const change = { topic: event.topic, aggregateId: event.subject, version, type: event.type };
    const { keys = [], generations = [] } = affectedByPartChange(change);
    const taken = Promise.all([
      this.cache.invalidate(keys.map((key) => ({ key, version }))),
      this.cache.bumpGenerations(generations, changeIdOf(event.topic, event.subject, version)),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DEADLINE_MS);
    });
    await Promise.race([taken, deadline]).catch(() => undefined);
    clearTimeout(timer);
  }
}

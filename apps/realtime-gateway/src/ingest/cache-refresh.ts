import { Injectable } from '@nestjs/common';
import { changeIdOf, VersionedCache } from '@tandem/cache';
import { aboutEvent, affectedByPartChange } from '@tandem/contracts';
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

  /** Resolves when the cache has taken them, or after 50 ms. Never rejects: fan-out doesn't depend on it. */
  async after(events: readonly Arrival[]): Promise<void> {
    const newest = new Map<string, number>();
    const changes: { id: string; generations: readonly string[] }[] = [];
    for (const { topic, subject, type, data } of events) {
      const { version } = data;
      if (typeof version !== 'number') continue;
      const affected = affectedByPartChange({
        topic,
        aggregateId: subject,
        version,
        type,
        about: aboutEvent(data),
      });
      for (const key of affected.keys ?? []) {
        newest.set(key, Math.max(version, newest.get(key) ?? 0));
      }
      if (affected.generations?.length) {
        changes.push({
          id: changeIdOf(topic, subject, version),
          generations: affected.generations,
        });
      }
    }
    if (newest.size === 0) return;
    const taken = Promise.all([
      this.cache.invalidate([...newest].map(([key, version]) => ({ key, version }))),
      this.cache.bumpForEach(changes),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DEADLINE_MS);
    });
    await Promise.race([taken, deadline]).catch(() => undefined);
    clearTimeout(timer);
  }
}

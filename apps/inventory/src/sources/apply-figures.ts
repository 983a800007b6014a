import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { causedBy, outbox, type BatchContext } from '@tandem/messaging';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import { lockStock } from '../stock/stock-store.js';
import { newestFigures, type Figure } from './figure.js';
import { followSources } from './follow-sources.js';
import { keepFigures } from './source-store.js';

/** A figure, and the event that brought it. */
export interface Announced {
  figure: Figure;
  cause: Record<string, string>;
}

/**
 * Takes what outside systems announced over into the stock: rows locked in part-id order, so it meets reservations and
 * sales one after the other, and of several figures of a part only the newest is written.
 */
@Injectable()
export class ApplyFigures {
  constructor(private readonly cache: VersionedCache) {}

  async apply(announced: readonly Announced[], { tx, afterCommit }: BatchContext): Promise<void> {
    const figures = newestFigures(announced.map(({ figure }) => figure));
    const partIds = [...new Set(figures.map(({ part_id }) => part_id))];
    const levels = await lockStock(tx, partIds, 'wait');
    // Of two systems that announce the same part for the first time, the first one in the list counts it.
    const first = new Map<number, Figure>();
    for (const figure of figures) {
      const { part_id, source } = figure;
      const level = levels.get(part_id);
      // A part that is deleted, or was never there, has nothing to sell.
      if (!level || (level.source ?? source) !== source || first.has(part_id)) continue;
      first.set(part_id, figure);
    }
    if (first.size === 0) return;
    const kept = await keepFigures(tx, [...first.values()]);
    if (kept.length === 0) return;
    const changes = await followSources(tx, kept);
    const causes = new Map(announced.map(({ figure, cause }) => [figure.part_id, cause]));
    await outbox.addMany(
      tx,
      changes.flatMap((change) =>
        causedBy(causes.get(change.after.part_id)!, stockEvents([change])),
      ),
    );
    afterCommit(() => applyEffects(this.cache, stockCacheEffects(changes)));
  }
}

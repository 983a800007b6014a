import { cacheKeys, changeIdOf, type CacheEffects } from '@tandem/cache';
import { publicStock, StockUpdated } from '@tandem/contracts';
import { figuresOf, flipsAvailability, type StockChange } from './stock-level.js';

const STOCK_TTL_SECONDS = 300;

/** What shoppers' next reads must find once these changes are committed. */
export function stockCacheEffects(changes: readonly StockChange[]): CacheEffects {
  const flips = changes.filter(flipsAvailability);
  const only = flips.length === 1 ? flips[0]!.after : undefined;
  return {
    entries: changes.map(({ after }) => ({
      key: cacheKeys.partStock(after.part_id),
      version: after.version,
      value: JSON.stringify(publicStock({ ...after, ...figuresOf(after) })),
      ttlSeconds: STOCK_TTL_SECONDS,
    })),
    // Figures are laid over a list when it is read; its membership and order know only in stock or not.
    generations: flips.length > 0 ? [cacheKeys.partsListGeneration()] : [],
    change: only && changeIdOf(StockUpdated.topic, only.part_id, only.version),
  };
}

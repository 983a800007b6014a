import { cacheKeys } from '@tandem/cache';
import { publicStock } from '@tandem/contracts';
import { flipsAvailability, figuresOf, type StockChange } from './stock-level.js';

const STOCK_TTL_SECONDS = 300;

/** What shoppers' next reads must find once these changes are committed. */
export function stockCacheEffects(changes: readonly StockChange[]) {
  return {
    entries: changes.map(({ after }) => ({
      key: cacheKeys.partStock(after.part_id),
      version: after.version,
      value: JSON.stringify(publicStock({ ...after, ...figuresOf(after) })),
      ttlSeconds: STOCK_TTL_SECONDS,
    })),
    generations: changes.some(flipsAvailability) ? [cacheKeys.partsListGeneration()] : [],
  };
}

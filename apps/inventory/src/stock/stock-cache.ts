import { changeIdOf, type CacheEffects } from '@tandem/cache';
import {
  AVAILABILITY_GENERATION,
  PartStockEntry,
  cachedStock,
  StockUpdated,
} from '@tandem/contracts';
import { figuresOf, flipsAvailability, type StockChange } from './stock-level.js';

const STOCK_TTL_SECONDS = 300;

/** What shoppers' next reads must find once these changes are committed. */
export function stockCacheEffects(changes: readonly StockChange[]): CacheEffects {
  const flips = changes.filter(flipsAvailability);
  return {
    entries: changes.map(({ after }) => ({
      key: PartStockEntry.key(after.part_id),
      version: after.version,
      value: PartStockEntry.write(cachedStock({ ...after, ...figuresOf(after) })),
      ttlSeconds: STOCK_TTL_SECONDS,
    })),
    // Figures are laid over a list when it is read; of those that ask for stock, membership knows only in stock or not.
    generations: flips.length > 0 ? [AVAILABILITY_GENERATION] : [],
    changes: flips.map(({ after }) => changeIdOf(StockUpdated.topic, after.part_id, after.version)),
  };
}

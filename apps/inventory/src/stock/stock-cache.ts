import { changeIdOf, type CacheEffects } from '@tandem/cache';
import { PartStockEntry, PartsListEntry, cachedStock, StockUpdated } from '@tandem/contracts';
import { figuresOf, flipsAvailability, type StockChange } from './stock-level.js';

const STOCK_TTL_SECONDS = 300;

/** What shoppers' next reads must find once these changes are committed. */
export function stockCacheEffects(changes: readonly StockChange[]): CacheEffects {
  const flips = changes.filter(flipsAvailability);
  const only = flips.length === 1 ? flips[0]!.after : undefined;
  return {
    entries: changes.map(({ after }) => ({
      key: PartStockEntry.key(after.part_id),
      version: after.version,
      value: PartStockEntry.write(cachedStock({ ...after, ...figuresOf(after) })),
      ttlSeconds: STOCK_TTL_SECONDS,
    })),
    // Figures are laid over a list when it is read; its membership and order know only in stock or not.
    generations: flips.length > 0 ? [PartsListEntry.generation] : [],
    change: only && changeIdOf(StockUpdated.topic, only.part_id, only.version),
  };
}

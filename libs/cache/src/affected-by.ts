import type { Affected, DatabaseChange } from './guard.js';
import { cacheKeys } from './keys.js';

const CONTENT_TOPIC = 'tandem.catalog.part';
const STOCK_TOPIC = 'tandem.inventory.stock';
const FLIPS = new Set(['stock.depleted', 'stock.replenished']);

/** The entries that hold a part's content, written and trusted together. */
function partContentKeys(id: number): string[] {
  return [
    cacheKeys.part(id),
    cacheKeys.partPrices(id),
    cacheKeys.partImages(id),
    cacheKeys.partSpecs(id),
  ];
}

/** What a change of a part's content or stock makes old in the shop. */
export function affectedByPartChange({ topic, aggregateId, type }: DatabaseChange): Affected {
  const id = Number(aggregateId);
  if (!Number.isSafeInteger(id)) return {};
  if (topic.endsWith(CONTENT_TOPIC))
    return {
      // A game has an entry under a key of its own beside those of a part.
      keys: [...partContentKeys(id), cacheKeys.game(id)],
      generations: [cacheKeys.partsListGeneration()],
    };
  if (!topic.endsWith(STOCK_TOPIC) || !type.startsWith('stock.')) return {};
  const generations = FLIPS.has(type) ? [cacheKeys.partsListGeneration()] : [];
  return { keys: [cacheKeys.partStock(id)], generations };
}

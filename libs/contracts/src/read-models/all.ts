import { TOPICS } from '../catalogue.js';
import { CartEntry } from './cart.js';
import { G2aSyncProgressEntry } from './g2a-sync-progress.js';
import { GameEntry } from './game.js';
import { PartEntry } from './part.js';
import { PartImagesEntry } from './part-images.js';
import { PartPricesEntry } from './part-prices.js';
import { PartSpecsEntry } from './part-specs.js';
import { PartStockEntry } from './part-stock.js';
import { PartsListEntry } from './parts-list.js';
import { AVAILABILITY_GENERATION, generationsAbout } from './list-generations.js';

const ALL = [
  PartEntry,
  GameEntry,
  PartPricesEntry,
  PartImagesEntry,
  PartSpecsEntry,
  PartStockEntry,
  PartsListEntry,
  CartEntry,
  G2aSyncProgressEntry,
];

/** What the cache has to know of the shop's entries. */
export const READ_MODELS = {
  /** Stands in every entry: one of a release with another format of anything counts as missing. */
  format: ALL.map(({ format }) => format).join('.'),
  /** The `cache_type` label under which a key's hit rate is counted: `stock`, `list`, `part`, `game`, `cart`, `sync`. */
  typeOf(key: string): string {
    if (key.endsWith(':stock')) return 'stock';
    if (key.startsWith('parts:list:')) return 'list';
    if (key.endsWith(':cart')) return 'cart';
    if (key.startsWith('g2a:')) return 'sync';
    const end = key.indexOf(':');
    return end < 0 ? key : key.slice(0, end);
  },
};

/** The entries that hold a part's content, written and trusted together; a game has one under its own key too. */
const CONTENT = [PartEntry, PartPricesEntry, PartImagesEntry, PartSpecsEntry, GameEntry];
const FLIPS = new Set(['stock.depleted', 'stock.replenished']);

/** What a change of a part's content or stock makes old in the shop: entries, and generations of lists. */
export function affectedByPartChange(change: {
  topic: string;
  aggregateId: string;
  version: number;
  type: string;
  /** Of a change of content: `aboutEvent`. Without it every list may be old. */
  about?: string | undefined;
}): { keys?: string[]; generations?: string[] } {
  const id = Number(change.aggregateId);
  if (!Number.isSafeInteger(id)) return {};
  if (change.topic.endsWith(TOPICS.part))
    return {
      keys: CONTENT.map((entry) => entry.key(id)),
      generations: [...generationsAbout(change.type, change.about)],
    };
  if (!change.topic.endsWith(TOPICS.stock) || !change.type.startsWith('stock.')) return {};
  const generations = FLIPS.has(change.type) ? [AVAILABILITY_GENERATION] : [];
  return { keys: [PartStockEntry.key(id)], generations };
}

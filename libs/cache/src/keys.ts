/**
 * The keys of the cache, in one place. The spelling is part of the requirements (`part:{id}`,
 * `game:{id}`, `parts:list:{hash}`, …), so nobody writes a key by hand.
 */
export const cacheKeys = {
  /** A part's own fields: no price, images, specifications or stock. */
  part: (id: number) => `part:${id}`,
  partStock: (id: number) => `part:${id}:stock`,
  partPrices: (id: number) => `part:${id}:prices`,
  partImages: (id: number) => `part:${id}:images`,
  partSpecs: (id: number) => `part:${id}:specs`,
  game: (id: number) => `game:${id}`,
  /** One page of a list; `hash` stands for the query. */
  partsList: (hash: string) => `parts:list:${hash}`,
  /** Counts up when any list may have changed. */
  partsListGeneration: () => 'parts:list:generation',
  userCart: (userId: string) => `user:${userId}:cart`,
  guestCart: (guestId: string) => `guest:${guestId}:cart`,
  g2aSyncProgress: () => 'g2a:sync:progress',
} as const;

const STOCK = ':stock';

/** The `cache_type` label of a key: `stock`, `list`, `part`, `game`, `cart`, `sync`. */
export function cacheTypeOf(key: string): string {
  if (key.endsWith(STOCK)) return 'stock';
  if (key.startsWith('parts:list:')) return 'list';
  if (key.endsWith(':cart')) return 'cart';
  if (key.startsWith('g2a:')) return 'sync';
  const end = key.indexOf(':');
  return end < 0 ? key : key.slice(0, end);
}

import type { CacheEntry } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import type { Owner } from '../guests/owner.js';

/** Different parts a shopper may put into a cart. */
export const MAX_LINES = 100;
/** A move at sign-in may go beyond that, so that nothing is lost, up to what one order can reserve. */
export const MAX_LINES_AFTER_MOVE = 200;
export const MAX_QUANTITY = 999;

/** Seconds for which a cache keeps the lines of a cart. */
export const CART_TTL_SECONDS = 300;

export interface CartLine {
  part_id: number;
  quantity: number;
}

/** What somebody wants, oldest line first. Version 0: there has never been a cart. */
export interface Cart {
  version: number;
  lines: CartLine[];
}

export const EMPTY_CART: Cart = { version: 0, lines: [] };

/** Only lines are cached: what they cost and whether they can be had is asked for each time. */
export function cartEntry(owner: Owner, { version, lines }: Cart): CacheEntry {
  const value = CartEntry.write(lines.map(({ part_id, quantity }) => ({ part_id, quantity })));
  return { key: CartEntry.key(owner), version, value, ttlSeconds: CART_TTL_SECONDS };
}

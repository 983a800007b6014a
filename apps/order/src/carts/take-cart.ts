import type { CacheEffects } from '@tandem/cache';
import { prepared } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';
import { user } from '../guests/owner.js';
import { cartEntry, cartKey, type CartLine } from './cart.js';
import { addLines, openCart, takeLines, touchCart } from './cart-store.js';

export interface TakenCart {
  /** By part id. */
  lines: CartLine[];
  version: number;
  /** Tell the cache once the transaction has committed. */
  effects: CacheEffects;
}

/**
 * Empties a user's cart for an order of the same transaction: the lines are in the cart or in the order, never in both
 * and never in neither. Of two orders at once the second waits and finds nothing. One round trip.
 */
export async function takeCart(tx: EntityManager, userId: string): Promise<TakenCart> {
  const owner = user(userId);
  const [[locked], lines] = await Promise.all([
    prepared<{ version: number }>(tx, touchCart(owner)),
    prepared<CartLine>(tx, takeLines(owner)),
  ]);
  if (!locked) return { lines: [], version: 0, effects: {} };
  const { version } = locked;
  return {
    lines: lines.sort((a, b) => a.part_id - b.part_id),
    version,
    effects: { entries: [cartEntry(owner, { version, lines: [] })] },
  };
}

/**
 * Puts the lines of an order that did not come about back, onto what is in the cart by now. One round trip.
 * @returns what to tell the cache once the transaction has committed.
 */
export async function returnToCart(
  tx: EntityManager,
  userId: string,
  lines: readonly CartLine[],
): Promise<CacheEffects> {
  if (lines.length === 0) return {};
  const owner = user(userId);
  const [[locked]] = await Promise.all([
    prepared<{ version: number }>(tx, openCart(owner)),
    prepared(tx, addLines(owner, lines)),
  ]);
  return { invalidate: [{ key: cartKey(owner), version: locked!.version }] };
}

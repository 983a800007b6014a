import type { CacheEffects } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import type { Rows, Statement, Tx } from '@tandem/persistence';
import { user } from '../guests/owner.js';
import { cartEntry, type CartLine } from './cart.js';
import { addLines, openCart, touchCart } from './cart-store.js';

export interface TakenCart {
  /** By part id. */
  lines: CartLine[];
  version: number;
  /** Tell the cache once the transaction has committed. */
  effects: CacheEffects;
}

/*
 * Looks at the orders when the lock is held: a key that has made its order takes nothing, whatever is in the cart by now.
 * A cart that another transaction made after the lock found none is not ours to take: its row was not written by us.
 */
const TAKE = `
delete from cart_items where owner_kind = 'user' and owner_id = $1
   and exists (select from carts where owner_kind = 'user' and owner_id = $1 and xmin = pg_current_xact_id()::xid)
   and not exists (select from orders where user_id = $1 and idempotency_key = $2)
returning part_id, quantity`;

/**
 * Empties a user's cart for the order of a key: the lines are in the cart or in the order, never in both and never in
 * neither. Of two orders at once the second waits and finds nothing.
 * @returns two statements, to be sent in one go; what they answer is for `takenCart`.
 */
export function takeCart(userId: string, key: string): [Statement, Statement] {
  return [touchCart(user(userId)), { name: 'cart_take_lines', text: TAKE, values: [userId, key] }];
}

export function takenCart(userId: string, locked: Rows, lines: Rows): TakenCart {
  if (locked.length === 0) return { lines: [], version: 0, effects: {} };
  const version = locked[0]!['version'] as number;
  return {
    lines: (lines as unknown as CartLine[]).sort((a, b) => a.part_id - b.part_id),
    version,
    effects: { entries: [cartEntry(user(userId), { version, lines: [] })] },
  };
}

/**
 * Puts the lines of an order that did not come about back, onto what is in the cart by now. One round trip.
 * @returns what to tell the cache once the transaction has committed.
 */
export async function returnToCart(
  tx: Tx,
  userId: string,
  lines: readonly CartLine[],
): Promise<CacheEffects> {
  if (lines.length === 0) return {};
  const owner = user(userId);
  const [[locked]] = await Promise.all([
    tx.query<{ version: number }>(openCart(owner)),
    tx.query(addLines(owner, lines)),
  ]);
  return { invalidate: [{ key: CartEntry.key(owner), version: locked!.version }] };
}

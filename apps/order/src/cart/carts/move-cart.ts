import type { CacheEffects } from '@tandem/cache';
import { CartEntry, CartMigrated } from '@tandem/contracts';
import { newEvent, type NewEvent } from '@tandem/messaging';
import { withCommit, type Tx } from '@tandem/persistence';
import type { Owner } from '../guests/owner.js';
import { validateQuantity } from '../offers/offer.js';
import { toOffer } from '../offers/offers.js';
import { cartEntry, type CartLine } from './cart.js';
import {
  cartLines,
  linesOfBoth,
  openCart,
  removeLines,
  setLines,
  touchCart,
  type OwnedOfferRow,
} from './cart-store.js';
import { mergeCarts } from './merge-carts.js';

export interface MovedCart {
  event: NewEvent;
  /** How many of the guest's lines are the user's now. */
  lines: number;
  effects: CacheEffects;
}

/**
 * Moves what is in a guest's cart into the user's; null when nothing is. Who comes second, from another device or by
 * another sign-in, waits for the lock on the guest's cart and then finds it empty.
 */
export async function moveCart(
  tx: Tx,
  guest: Owner,
  user: Owner,
  currency: string,
): Promise<MovedCart | null> {
  const waiting = await tx.query<CartLine>(cartLines(guest));
  if (waiting.length === 0) return null;
  // Both carts are locked by the time their lines are read, this time to be moved.
  const [[guestCart], [userCart], rows] = await Promise.all([
    tx.query<{ version: number }>(touchCart(guest)),
    tx.query<{ version: number }>(openCart(user)),
    tx.query<OwnedOfferRow>(linesOfBoth(guest, user)),
  ]);
  const lines = rows.map((row) => ({ ...row, offer: toOffer(row, currency) }));
  const own = lines.filter((line) => line.owner_kind === 'user');
  const brought = lines.filter((line) => line.owner_kind === 'guest');
  const { moved, left } = mergeCarts(own, brought);
  if (moved.length === 0) return null;

  const addedAt = new Map(brought.map((line) => [line.part_id, line.added_at]));
  await withCommit(
    tx,
    setLines(
      user,
      moved.map((line) => ({ ...line, added_at: addedAt.get(line.part_id)! })),
    ),
  );
  await withCommit(
    tx,
    removeLines(
      guest,
      moved.map((line) => line.part_id),
    ),
  );

  const after = new Map([...own, ...moved].map((line) => [line.part_id, line.quantity]));
  const offers = new Map(lines.map((line) => [line.part_id, line.offer]));
  const { version } = userCart!;
  return {
    event: newEvent(CartMigrated, {
      user_id: user.id,
      version,
      items: [...after].map(([part_id, quantity]) => ({
        part_id,
        quantity,
        ok: validateQuantity(quantity, offers.get(part_id)).ok,
      })),
    }),
    lines: moved.length,
    effects: {
      entries: [cartEntry(guest, { version: guestCart!.version, lines: left })],
      invalidate: [{ key: CartEntry.key(user), version }],
    },
  };
}

import { WishlistMigrated } from '@tandem/contracts';
import { newEvent, type NewEvent } from '@tandem/messaging';
import { withCommit, type Tx } from '@tandem/persistence';
import type { Owner } from '../guests/owner.js';
import { MAX_WISHES_AFTER_MOVE } from './wishlist.js';
import { copyWishes, openWishlist, removeWishes, wishedParts } from './wishlist-store.js';

export interface MovedWishlist {
  event: NewEvent;
  /** How many of the guest's wishes are the user's now. */
  lines: number;
}

interface Wish {
  part_id: number;
}

const idsOf = (wishes: Wish[]): number[] => wishes.map(({ part_id }) => part_id);

/** Moves what a guest wishes for into the user's wishlist; null when that is nothing. As with carts, once. */
export async function moveWishlist(
  tx: Tx,
  guest: Owner,
  user: Owner,
): Promise<MovedWishlist | null> {
  const waiting = await tx.query<Wish>(wishedParts(guest));
  if (waiting.length === 0) return null;
  const [, [opened], brought, own] = await Promise.all([
    tx.query(openWishlist(guest)),
    tx.query<{ version: number }>(openWishlist(user)),
    tx.query<Wish>(wishedParts(guest)).then(idsOf),
    tx.query<Wish>(wishedParts(user)).then(idsOf),
  ]);
  const held = new Set(own);
  const known = brought.filter((id) => held.has(id));
  // What there is no room for stays with the guest, for the next time.
  const added = brought.filter((id) => !held.has(id)).slice(0, MAX_WISHES_AFTER_MOVE - held.size);
  if (known.length + added.length === 0) return null;
  await withCommit(tx, copyWishes(guest, user, added));
  await withCommit(tx, removeWishes(guest, [...known, ...added]));
  return {
    event: newEvent(WishlistMigrated, {
      user_id: user.id,
      version: opened!.version,
      part_ids: [...own, ...added],
    }),
    lines: known.length + added.length,
  };
}

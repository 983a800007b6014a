import type { Statement } from '@tandem/persistence';
import type { Owner } from '../guests/owner.js';

/** The row in `wishlists` is the lock of a wishlist, as with carts. */
export const openWishlist = ({ kind, id }: Owner): Statement => ({
  name: 'wishlist_open',
  text: `insert into wishlists (owner_kind, owner_id, version) values ($1, $2, 0)
         on conflict (owner_kind, owner_id) do update set version = wishlists.version returning version::float8`,
  values: [kind, id],
});

/** The same for a wishlist that holds a part; no row: it doesn't, and nothing is changed. */
export const touchWishlistHolding = ({ kind, id }: Owner, partId: number): Statement => ({
  name: 'wishlist_touch_holding',
  text: `update wishlists w set version = version where owner_kind = $1 and owner_id = $2
            and exists (select from wishlist_items i where i.owner_kind = $1 and i.owner_id = $2 and i.part_id = $3)
         returning version::float8`,
  values: [kind, id, partId],
});

export const wishedParts = ({ kind, id }: Owner): Statement => ({
  name: 'wishlist_parts',
  text: `select part_id from wishlist_items where owner_kind = $1 and owner_id = $2 order by added_at, part_id`,
  values: [kind, id],
});

export const addWish = ({ kind, id }: Owner, partId: number): Statement => ({
  name: 'wishlist_add',
  text: `insert into wishlist_items (owner_kind, owner_id, part_id) values ($1, $2, $3) on conflict do nothing`,
  values: [kind, id, partId],
});

/** Copies wishes of a guest, which keep their time. */
export const copyWishes = (guest: Owner, user: Owner, partIds: readonly number[]): Statement => ({
  name: 'wishlist_copy',
  text: `insert into wishlist_items (owner_kind, owner_id, part_id, added_at)
         select 'user', $2, part_id, added_at from wishlist_items
          where owner_kind = 'guest' and owner_id = $1 and part_id = any ($3::int[]) on conflict do nothing`,
  values: [guest.id, user.id, [...partIds]],
});

export const removeWishes = ({ kind, id }: Owner, partIds: readonly number[]): Statement => ({
  name: 'wishlist_remove',
  text: `delete from wishlist_items where owner_kind = $1 and owner_id = $2 and part_id = any ($3::int[])`,
  values: [kind, id, [...partIds]],
});

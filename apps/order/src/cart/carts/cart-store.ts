import type { Statement } from '@tandem/persistence';
import type { Owner } from '../guests/owner.js';
import { joinOffers, OFFER_COLUMNS, type OfferRow } from '../offers/offers.js';
import type { CartLine } from './cart.js';

/*
 * The row in `carts` is the lock of a cart: whoever changes its items updates that row first. Statements that are sent
 * behind the lock see what the one before has committed, because each has a snapshot of its own.
 */

/** Locks the cart and counts its version up; makes it when there is none. */
export const openCart = ({ kind, id }: Owner): Statement => ({
  name: 'cart_open',
  text: `insert into carts (owner_kind, owner_id, version) values ($1, $2, 0)
         on conflict (owner_kind, owner_id) do update set version = carts.version returning version::float8`,
  values: [kind, id],
});

/** The same for a cart that exists; no row: there is none. */
export const touchCart = ({ kind, id }: Owner): Statement => ({
  name: 'cart_touch',
  text: `update carts set version = version where owner_kind = $1 and owner_id = $2 returning version::float8`,
  values: [kind, id],
});

/** The same for a cart that holds a part; no row: it doesn't, and nothing is changed. */
export const touchCartHolding = ({ kind, id }: Owner, partId: number): Statement => ({
  name: 'cart_touch_holding',
  text: `update carts c set version = version where owner_kind = $1 and owner_id = $2
            and exists (select from cart_items i where i.owner_kind = $1 and i.owner_id = $2 and i.part_id = $3)
         returning version::float8`,
  values: [kind, id, partId],
});

export const cartLines = ({ kind, id }: Owner): Statement => ({
  name: 'cart_lines',
  text: `select part_id, quantity from cart_items where owner_kind = $1 and owner_id = $2 order by added_at, part_id`,
  values: [kind, id],
});

export const setLine = ({ kind, id }: Owner, { part_id, quantity }: CartLine): Statement => ({
  name: 'cart_set_line',
  text: `insert into cart_items (owner_kind, owner_id, part_id, quantity) values ($1, $2, $3, $4)
         on conflict (owner_kind, owner_id, part_id) do update set quantity = excluded.quantity`,
  values: [kind, id, part_id, quantity],
});

/** Adds to what is there, as far as a line goes. */
export const addLines = ({ kind, id }: Owner, lines: readonly CartLine[]): Statement => ({
  name: 'cart_add_lines',
  text: `insert into cart_items (owner_kind, owner_id, part_id, quantity)
         select $1, $2, part_id, least(sum(quantity), 999)
           from unnest($3::int[], $4::int[]) as l (part_id, quantity) group by part_id order by part_id
         on conflict (owner_kind, owner_id, part_id)
         do update set quantity = least(cart_items.quantity + excluded.quantity, 999)`,
  values: [kind, id, lines.map((line) => line.part_id), lines.map((line) => line.quantity)],
});

export type OwnedOfferRow = CartLine & {
  owner_kind: Owner['kind'];
  added_at: Date;
} & (OfferRow | { id: null });

/** The lines of two carts, and what is offered of each, oldest first. */
export const linesOfBoth = (guest: Owner, user: Owner): Statement => ({
  name: 'cart_lines_of_both',
  text: `select i.owner_kind, i.part_id, i.quantity, i.added_at, ${OFFER_COLUMNS}
           from cart_items i ${joinOffers('i.part_id')}
          where (i.owner_kind = 'guest' and i.owner_id = $1) or (i.owner_kind = 'user' and i.owner_id = $2)
          order by i.added_at, i.part_id`,
  values: [guest.id, user.id],
});

/** Sets quantities; a line that is not there yet keeps the time at which it was added elsewhere. */
export const setLines = (
  { kind, id }: Owner,
  lines: readonly (CartLine & { added_at: Date })[],
): Statement => ({
  name: 'cart_set_lines',
  text: `insert into cart_items (owner_kind, owner_id, part_id, quantity, added_at)
         select $1, $2, l.part_id, l.quantity, l.added_at
           from unnest($3::int[], $4::int[], $5::timestamptz[]) as l (part_id, quantity, added_at) order by l.part_id
         on conflict (owner_kind, owner_id, part_id) do update set quantity = excluded.quantity`,
  values: [
    kind,
    id,
    lines.map((line) => line.part_id),
    lines.map((line) => line.quantity),
    lines.map((line) => line.added_at.toISOString()),
  ],
});

export const removeLines = ({ kind, id }: Owner, partIds: readonly number[]): Statement => ({
  name: 'cart_remove_lines',
  text: `delete from cart_items where owner_kind = $1 and owner_id = $2 and part_id = any ($3::int[])`,
  values: [kind, id, [...partIds]],
});

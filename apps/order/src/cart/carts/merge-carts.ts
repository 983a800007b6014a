import { MAX_LINES_AFTER_MOVE, MAX_QUANTITY, type CartLine } from './cart.js';
import type { OfferedLine } from './cart-view.js';

export interface Merge {
  /** The guest's lines as they stand in the user's cart afterwards. */
  moved: CartLine[];
  /** What there is no room for stays in the guest's cart, for the next time. */
  left: CartLine[];
}

/**
 * What becomes of a guest's lines in the cart of the user. Quantities of one part are added, as far as there is enough
 * of it; what there is none of, or what is not for sale any more, is kept with its quantity and shows as not ok.
 */
export function mergeCarts(
  own: readonly CartLine[],
  brought: readonly OfferedLine[],
  maxLines = MAX_LINES_AFTER_MOVE,
): Merge {
  const held = new Map(own.map((line) => [line.part_id, line.quantity]));
  const merge: Merge = { moved: [], left: [] };
  let room = maxLines - held.size;
  for (const { part_id, quantity, offer } of brought) {
    const before = held.get(part_id);
    if (before === undefined && room <= 0) {
      merge.left.push({ part_id, quantity });
      continue;
    }
    if (before === undefined) room -= 1;
    const sum = Math.min((before ?? 0) + quantity, MAX_QUANTITY);
    const available = offer?.for_sale ? offer.available : 0;
    merge.moved.push({ part_id, quantity: available > 0 ? Math.min(sum, available) : sum });
  }
  return merge;
}

import { type Affected, type DatabaseChange } from '@tandem/cache';
import { affectedByPartChange, CartEntry } from '@tandem/contracts';

/** What carts show becomes old by a change of the cart itself, and by a change of a part. */
export function affectedCarts(change: DatabaseChange): Affected {
  if (change.topic !== 'cart') return { keys: affectedByPartChange(change).keys ?? [] };
  const [kind, id] = change.aggregateId.split(':');
  if ((kind !== 'user' && kind !== 'guest') || !id) return {};
  return { keys: [CartEntry.key({ kind, id })] };
}

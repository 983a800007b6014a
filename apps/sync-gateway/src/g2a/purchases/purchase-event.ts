import { G2aKeyDelivered, G2aOrderUpdated } from '@tandem/contracts';
import { newEvent, type NewEvent } from '@tandem/messaging';
import type { Purchase } from './purchase.js';

/** The event of how a purchase stands since its latest change. */
export function purchaseUpdated(purchase: Purchase): NewEvent {
  return newEvent(G2aOrderUpdated, {
    ...fieldsOf(purchase),
    state: purchase.state,
    reason: purchase.reason,
    bought_at: purchase.bought_at?.toISOString() ?? null,
    updated_at: purchase.updated_at.toISOString(),
  });
}

/** A key is stored. The key itself is in no event. */
export function keyDelivered(
  purchase: Purchase,
  key: { id: string; isFile: boolean; replaces: string | null },
): NewEvent {
  return newEvent(G2aKeyDelivered, {
    ...fieldsOf(purchase),
    key_id: key.id,
    is_file: key.isFile,
    replaces: key.replaces,
    delivered_at: purchase.updated_at.toISOString(),
  });
}

const fieldsOf = ({ id, version, order_id, part_id, unit }: Purchase) => ({
  purchase_id: id,
  version,
  order_id,
  part_id,
  unit,
});

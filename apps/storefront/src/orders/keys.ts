import { unwrap, type OrderDetail, type OrderKey, type ShownKey } from '@tandem/ui';
import { api } from '../shop';

/** The keys of a line; none of a part, nor of a game that is not paid. */
export function keysOf(line: OrderDetail['items'][number]): readonly OrderKey[] {
  return line.keys ?? [];
}

/** Asks for a key; each time is on record. */
export function revealKey(orderId: string, keyId: string): Promise<ShownKey> {
  const params = { path: { id: orderId, key_id: keyId } };
  return unwrap(api.POST('/api/v1/orders/{id}/keys/{key_id}/reveal', { params }));
}

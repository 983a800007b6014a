import { type OrderDetail, unwrap } from '@tandem/ui';
import { api } from '../shop';
import type { KeyStatus } from './key-words';

/** The key of one unit of a game. */
export interface OrderKey {
  id: string;
  unit: number;
  status: KeyStatus;
  revealed_at: string | null;
}

export interface ShownKey {
  key: string;
  is_file: boolean;
}

/** The keys of a line; none of a part, nor of a game that is not paid. */
export function keysOf(line: OrderDetail['items'][number]): readonly OrderKey[] {
  return (line as { keys?: OrderKey[] }).keys ?? [];
}

type Post = (
  path: string,
  init: object,
) => Promise<{ data?: ShownKey; error?: unknown; response: Response }>;

/** Asks for a key; each time is on record. */
export function revealKey(orderId: string, keyId: string): Promise<ShownKey> {
  const params = { path: { id: orderId, key_id: keyId } };
  const post = api.POST as unknown as Post;
  return unwrap(post('/api/v1/orders/{id}/keys/{key_id}/reveal', { params }));
}

import type { Queryable } from '@tandem/persistence';

export const KEY_STATUSES = ['pending', 'ready', 'revealed', 'replaced', 'refunded'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** The key of one unit of a game, as people see it. */
export interface KeyOfLine {
  id: string;
  unit: number;
  status: KeyStatus;
  revealed_at: Date | null;
}

/** Keys of these orders, by order and part; a replaced one comes before what took its place. */
export async function readKeysOf(
  database: Queryable,
  orderIds: readonly string[],
): Promise<Map<string, Map<number, KeyOfLine[]>>> {
  const orders = new Map<string, Map<number, KeyOfLine[]>>();
  if (orderIds.length === 0) return orders;
  const rows = await database.query<KeyOfLine & { order_id: string; part_id: number }>(
    `select order_id, part_id, id, unit, status, revealed_at from order_keys
      where order_id = any($1::uuid[]) order by order_id, part_id, unit, created_at, id`,
    [orderIds],
  );
  for (const { order_id, part_id, ...key } of rows) {
    const parts = orders.get(order_id) ?? new Map<number, KeyOfLine[]>();
    const keys = parts.get(part_id) ?? [];
    keys.push(key);
    orders.set(order_id, parts.set(part_id, keys));
  }
  return orders;
}

/** How the keys of an order stand; the replaced ones don't count. */
export interface KeyCounts {
  pending: number;
  /** The customer has them, or can see them. */
  delivered: number;
}

export async function countKeys(tx: Queryable, orderId: string): Promise<KeyCounts> {
  const [counts] = await tx.query<KeyCounts>(
    `select count(*) filter (where status = 'pending')::int as pending,
            count(*) filter (where status in ('ready', 'revealed'))::int as delivered
       from order_keys where order_id = $1`,
    [orderId],
  );
  return counts!;
}

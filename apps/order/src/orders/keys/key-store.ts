import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { KeyStatus } from '../order/order-keys.js';

/** A row of `order_keys`: the key of one unit of a game. */
export interface OrderKey {
  id: string;
  order_id: string;
  part_id: number;
  unit: number;
  purchase_id: string | null;
  key_id: string | null;
  status: KeyStatus;
  purchase_version: number;
  key_version: number;
}

/** Which piece of which line. */
export interface UnitOfOrder {
  order_id: string;
  part_id: number;
  unit: number;
}

const COLUMNS = `k.id, k.order_id, k.part_id, k.unit, k.purchase_id, k.key_id, k.status,
  k.purchase_version::float8 as purchase_version, k.key_version::float8 as key_version`;

/** The key that counts for a unit, made pending when there is none yet. The order's row must be locked. */
export async function keyOfUnit(
  tx: Tx,
  { order_id, part_id, unit }: UnitOfOrder,
): Promise<OrderKey> {
  const [known] = await tx.query<OrderKey>(
    `select ${COLUMNS} from order_keys k
      where k.order_id = $1 and k.part_id = $2 and k.unit = $3 and k.status <> 'replaced'`,
    [order_id, part_id, unit],
  );
  if (known) return known;
  const [made] = await tx.query<OrderKey>(
    `insert into order_keys as k (id, order_id, part_id, unit) values ($1, $2, $3, $4) returning ${COLUMNS}`,
    [uuidv7(), order_id, part_id, unit],
  );
  return made!;
}

/** A key of an order by the id that its owner knows it by. */
export async function readKey(tx: Tx, orderId: string, id: string): Promise<OrderKey | null> {
  const [key] = await tx.query<OrderKey>(
    `select ${COLUMNS} from order_keys k where k.order_id = $1 and k.id = $2`,
    [orderId, id],
  );
  return key ?? null;
}

/** @returns false for news that are not newer than what is known of the purchase. */
export async function notePurchase(
  tx: Tx,
  { id }: OrderKey,
  purchase: { purchase_id: string; version: number },
): Promise<boolean> {
  const changed = await tx.execute(
    `update order_keys set purchase_id = $2, purchase_version = $3
      where id = $1 and (purchase_id is distinct from $2 or purchase_version < $3)`,
    [id, purchase.purchase_id, purchase.version],
  );
  return changed > 0;
}

/** Gives a unit that waits its key. */
export async function fillKey(tx: Tx, id: string, given: GivenKey): Promise<void> {
  await tx.execute(
    `update order_keys set status = 'ready', key_id = $2, is_file = $3, key_version = $4 where id = $1`,
    [id, given.key_id, given.is_file, given.version],
  );
}

/** Gives a unit another key than it has; the old one stays on record. */
export async function replaceKey(tx: Tx, old: OrderKey, given: GivenKey): Promise<void> {
  await tx.execute(`update order_keys set status = 'replaced' where id = $1`, [old.id]);
  await tx.execute(
    `insert into order_keys (id, order_id, part_id, unit, purchase_id, purchase_version, key_id, is_file, key_version, status)
     select $2, order_id, part_id, unit, purchase_id, purchase_version, $3, $4, $5, 'ready' from order_keys where id = $1`,
    [old.id, uuidv7(), given.key_id, given.is_file, given.version],
  );
}

/** A key as the sync gateway announced it. */
export interface GivenKey {
  key_id: string;
  is_file: boolean;
  version: number;
}

export async function isKnownKey(tx: Tx, keyId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(`select id from order_keys where key_id = $1`, [
    keyId,
  ]);
  return rows.length > 0;
}

export async function markRefunded(tx: Tx, id: string, refundId: string | null): Promise<void> {
  await tx.execute(
    `update order_keys set status = 'refunded', refund_id = $2, told_at = null where id = $1`,
    [id, refundId],
  );
}

/** @returns false when it was shown before. */
export async function markRevealed(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.execute(
    `update order_keys set status = 'revealed', revealed_at = clock_timestamp() where id = $1 and status = 'ready'`,
    [id],
  );
  return changed > 0;
}

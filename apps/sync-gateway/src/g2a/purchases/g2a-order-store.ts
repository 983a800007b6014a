import type { Queryable, Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { G2aOutcome } from '../client/outcomes.js';
import type { Purchase } from './purchase.js';

/** The caller holds the purchase's lock, and moves the purchase in the same transaction. */
export async function insertG2aOrder(
  tx: Tx,
  order: {
    purchaseId: string;
    productId: string;
    orderId: string;
    priceMinor: bigint;
    currency: string;
    maxPriceMinor: bigint;
  },
): Promise<void> {
  await tx.execute(
    `insert into g2a_orders (id, purchase_id, product_id, g2a_order_id, price_minor, currency, max_price_minor)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      uuidv7(),
      order.purchaseId,
      order.productId,
      order.orderId,
      order.priceMinor.toString(),
      order.currency,
      order.maxPriceMinor.toString(),
    ],
  );
}

/** From now on nobody knows whether it is paid, until G2A has been asked. */
export async function markPaying(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    `update g2a_orders set state = 'paying', pay_sent_at = clock_timestamp() where id = $1`,
    [id],
  );
}

export async function markPaid(tx: Tx, id: string, transactionId: string | null): Promise<void> {
  await tx.execute(
    `update g2a_orders set state = 'paid', paid_at = clock_timestamp(), transaction_id = $2 where id = $1`,
    [id, transactionId?.slice(0, 100) ?? null],
  );
}

/** The pay call is known to have had no effect, and why. */
export async function keepRefusal(
  db: Queryable,
  id: string,
  { code, outcome }: { code: string; outcome: G2aOutcome },
): Promise<void> {
  await db.execute(
    `update g2a_orders set refusal = $2, refusal_outcome = $3 where id = $1 and state = 'paying'`,
    [id, code.slice(0, 60), outcome],
  );
}

/** Unpaid, it lapses at G2A by itself. */
export async function closeUnpaid(tx: Tx, id: string): Promise<void> {
  await close(tx, id, 'lapsed');
}

/** G2A refused the payment, and calls it unpaid. */
export async function closeRefused(tx: Tx, id: string): Promise<void> {
  await close(tx, id, 'refused');
}

/** Staff have decided that whatever was paid for it is not counted on any more. */
export async function writeOff(tx: Tx, { order }: Purchase): Promise<void> {
  if (order) await close(tx, order.id, order.state === 'created' ? 'lapsed' : 'written_off');
}

async function close(tx: Tx, id: string, state: string): Promise<void> {
  await tx.execute(
    `update g2a_orders set state = $2, closed_at = clock_timestamp() where id = $1`,
    [id, state],
  );
}

/** @returns how long G2A has called it unpaid, in ms, and how many orders of the purchase were refused. */
export async function markNew(
  db: Queryable,
  id: string,
): Promise<{ unpaidForMs: number; refusedBefore: number }> {
  const rows = await db.query<{ for_ms: number; refused: number }>(
    `update g2a_orders o set new_since = coalesce(new_since, clock_timestamp()) where id = $1
     returning extract(epoch from clock_timestamp() - o.new_since)::float8 * 1000 as for_ms,
       (select count(*)::int from g2a_orders r where r.purchase_id = o.purchase_id and r.state = 'refused') as refused`,
    [id],
  );
  return { unpaidForMs: rows[0]!.for_ms, refusedBefore: rows[0]!.refused };
}

/** G2A does not call it unpaid, or staff have it asked about anew: the time counts from the next answer. */
export async function forgetNew(db: Queryable, id: string): Promise<void> {
  await db.execute(
    'update g2a_orders set new_since = null where id = $1 and new_since is not null',
    [id],
  );
}

/**
 * Takes on to read its key: a job may run twice, and the second reader would be told that somebody has it.
 * @returns false while somebody else may be at it, who has not died for certain.
 */
export async function claimKey(db: Queryable, id: string, leaseMs: number): Promise<boolean> {
  const changed = await db.execute(
    `update g2a_orders set key_asked_at = clock_timestamp()
      where id = $1 and state = 'paid' and (key_asked_at is null or key_asked_at < clock_timestamp() - $2 * interval '1 ms')`,
    [id, leaseMs],
  );
  return changed === 1;
}

/** The call for the key has ended without it. */
export async function releaseKey(db: Queryable, id: string): Promise<void> {
  await db.execute(`update g2a_orders set key_asked_at = null where id = $1 and state = 'paid'`, [
    id,
  ]);
}

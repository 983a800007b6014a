import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';
import type { Pieces } from '../../clients/inventory-client.js';
import type { Refund } from './refund.js';

export const REFUND_COLUMNS = `r.id, r.order_id, r.user_id, r.payment_id, r.payment_method, r.currency, r.amount_minor,
  r.status, r.reason, r.restock, r.restocked_at, r.due_at, r.attempts, r.last_error, r.requested_by, r.request, r.created_at`;

/** bigint columns arrive as strings. */
export function toRefund(raw: object): Refund {
  const row = raw as Refund;
  return { ...row, amount_minor: BigInt(row.amount_minor) };
}

/**
 * Sets the amount aside from what is left of the order, and puts the refund on record, due at once. The order's row must be
 * locked; that more than its total is never given back is the database's own rule.
 */
export async function insertRefund(
  tx: Tx,
  refund: Pick<
    Refund,
    | 'id'
    | 'order_id'
    | 'user_id'
    | 'payment_id'
    | 'payment_method'
    | 'currency'
    | 'amount_minor'
    | 'reason'
    | 'restock'
    | 'requested_by'
    | 'request'
  > & { key: string },
): Promise<Refund> {
  const [row] = await tx.query<object>({
    name: 'refund_insert',
    text: `with claimed as (
        update orders set refund_requested_minor = refund_requested_minor + $7 where id = $2
      )
      insert into refunds as r (id, order_id, user_id, payment_id, payment_method, currency, amount_minor, reason, restock,
                                requested_by, request, idempotency_key, traceparent, due_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb, $12, $13, clock_timestamp())
      returning ${REFUND_COLUMNS}`,
    values: [
      refund.id,
      refund.order_id,
      refund.user_id,
      refund.payment_id,
      refund.payment_method,
      refund.currency,
      refund.amount_minor.toString(),
      refund.reason,
      JSON.stringify(refund.restock),
      refund.requested_by,
      JSON.stringify(refund.request),
      refund.key,
      currentTraceparent(),
    ],
  });
  return toRefund(row!);
}

export async function refundByKey(tx: Tx, orderId: string, key: string): Promise<Refund | null> {
  const [row] = await tx.query<object>(
    `select ${REFUND_COLUMNS} from refunds r where r.order_id = $1 and r.idempotency_key = $2`,
    [orderId, key],
  );
  return row ? toRefund(row) : null;
}

export async function readRefund(tx: Queryable, refundId: string): Promise<Refund | null> {
  const [row] = await tx.query<object>(`select ${REFUND_COLUMNS} from refunds r where r.id = $1`, [
    refundId,
  ]);
  return row ? toRefund(row) : null;
}

export async function correlationOf(tx: Tx, orderId: string): Promise<string | null> {
  const [row] = await tx.query<{ correlation_id: string | null }>(
    `select correlation_id from orders where id = $1`,
    [orderId],
  );
  return row?.correlation_id ?? null;
}

/** What refunds of an order have put, or are about to put, back on the shelf. */
export async function returnedPieces(tx: Queryable, orderId: string): Promise<Pieces[]> {
  return tx.query(
    `select (line ->> 'part_id')::int as part_id, sum((line ->> 'quantity')::int)::int as quantity
       from refunds r, jsonb_array_elements(r.restock) line where r.order_id = $1 group by 1`,
    [orderId],
  );
}

/** The payment of an order and what is left to give back of what was booked for it. */
export async function refundable(
  tx: Tx,
  orderId: string,
): Promise<{ paymentId: string | null; left: bigint; paid: boolean }> {
  const [row] = await tx.query<{ payment_id: string | null; left: string; paid: boolean }>(
    `select e.payment_id, o.total_minor - o.refund_requested_minor as left, e.id is not null as paid
       from orders o left join ledger_entries e on e.order_id = o.id and e.type = 'purchase' where o.id = $1`,
    [orderId],
  );
  return { paymentId: row!.payment_id, left: BigInt(row!.left), paid: row!.paid };
}

/**
 * Takes up again what was given up: the money, or the goods of a refund whose money is back. Null when there is nothing to
 * take up.
 */
export async function reopenRefund(
  tx: Tx,
  orderId: string,
  refundId: string,
): Promise<Refund | null> {
  const rows = await tx.query<object>(
    `update refunds r set due_at = clock_timestamp(), attempts = 0,
            status = case r.status when 'failed' then 'requested' else r.status end
      where r.id = $1 and r.order_id = $2 and r.due_at is null
        and (r.status = 'failed' or (r.restock <> '[]' and r.restocked_at is null))
      returning ${REFUND_COLUMNS}`,
    [refundId, orderId],
  );
  return rows[0] ? toRefund(rows[0]) : null;
}

/** What staff see of a try that came to nothing. */
export async function noteFailure(
  tx: Tx,
  refundId: string,
  { attempt, isOver, error }: { attempt: number; isOver: boolean; error: string },
): Promise<void> {
  await tx.execute(
    `update refunds set last_error = $2, attempts = $3, due_at = case when not $4 then due_at end,
            status = case when $4 and status = 'requested' then 'failed' else status end
      where id = $1 and due_at is not null`,
    [refundId, error.slice(0, 200), attempt, isOver],
  );
}

/** After settling, what is left to do is the goods. */
export async function markSettled(tx: Tx, refundId: string): Promise<Refund | null> {
  const rows = await tx.query<object>(
    `update refunds r set status = 'settled', attempts = 0, last_error = null,
            due_at = case when r.restock <> '[]' then clock_timestamp() end
      where r.id = $1 and r.status = 'requested' returning ${REFUND_COLUMNS}`,
    [refundId],
  );
  return rows[0] ? toRefund(rows[0]) : null;
}

export async function markRestocked(tx: Tx, refundId: string): Promise<void> {
  await tx.execute(
    `update refunds set restocked_at = clock_timestamp(), due_at = null, last_error = null
      where id = $1 and restocked_at is null`,
    [refundId],
  );
}

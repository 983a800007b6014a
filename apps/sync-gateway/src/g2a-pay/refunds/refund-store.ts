import type { Jobs } from '@tandem/jobs';
import { currentTraceparent } from '@tandem/observability';
import { isUniqueViolation, type Queryable, type Tx } from '@tandem/persistence';
import type { Refund } from './refund.js';
import { SendG2aRefund } from './send-g2a-refund.js';

const COLUMNS = `r.refund_id, r.payment_id, r.amount_minor, r.status, r.refunded_before_minor, r.announced_at,
  r.attempts, r.next_attempt_at, r.failure, r.traceparent`;

type Row = Omit<Refund, 'amount_minor' | 'refunded_before_minor'> & {
  amount_minor: string;
  refunded_before_minor: string | null;
};

const toRefund = (row: Row): Refund => ({
  ...row,
  amount_minor: BigInt(row.amount_minor),
  refunded_before_minor:
    row.refunded_before_minor === null ? null : BigInt(row.refunded_before_minor),
});

/** Whoever asks for it has `aheadMs` to take it on before its job does. */
export async function insertRefund(
  tx: Tx,
  jobs: Jobs,
  refund: Pick<Refund, 'refund_id' | 'payment_id' | 'amount_minor'>,
  aheadMs: number,
): Promise<void> {
  await tx.query({
    name: 'g2a_refund_insert',
    text: `insert into g2a_refunds (refund_id, payment_id, amount_minor, next_attempt_at, traceparent)
           values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::float8 / 1000), $5)`,
    values: [
      refund.refund_id,
      refund.payment_id,
      refund.amount_minor.toString(),
      aheadMs,
      currentTraceparent(),
    ],
  });
  const { refund_id } = refund;
  const options = { key: refund_id, once: true, afterMs: aheadMs };
  await jobs.enqueue(tx, SendG2aRefund, { refund_id }, options);
}

export async function readRefund(db: Queryable, refundId: string): Promise<Refund | null> {
  const rows = await db.query<Row>(`select ${COLUMNS} from g2a_refunds r where r.refund_id = $1`, [
    refundId,
  ]);
  return rows[0] ? toRefund(rows[0]) : null;
}

/** What of a payment is asked back and not yet in G2A's figure. */
export async function sumOutstanding(tx: Tx, paymentId: string): Promise<bigint> {
  const rows = await tx.query<{ sum: string }>(
    `select coalesce(sum(amount_minor), 0) as sum from g2a_refunds
      where payment_id = $1 and status in ('requested', 'sending', 'accepted')`,
    [paymentId],
  );
  return BigInt(rows[0]!.sum);
}

/** The refund of a payment that is under way at G2A. */
export async function readUnderWay(tx: Tx, paymentId: string): Promise<Refund | null> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from g2a_refunds r
      where r.payment_id = $1 and r.status in ('sending', 'accepted') for update`,
    [paymentId],
  );
  return rows[0] ? toRefund(rows[0]) : null;
}

/** Refunds that had to wait for another one of their payment are due. */
export async function wakeRefunds(tx: Tx, jobs: Jobs, paymentId: string): Promise<void> {
  const woken = await tx.query<{ refund_id: string; traceparent: string | null }>(
    `update g2a_refunds set next_attempt_at = clock_timestamp()
      where payment_id = $1 and status = 'requested' returning refund_id, traceparent`,
    [paymentId],
  );
  for (const { refund_id, traceparent } of woken) {
    const options = { key: refund_id, traceparent };
    await jobs.enqueue(tx, SendG2aRefund, { refund_id }, options);
  }
}

/**
 * Takes on a refund that is due or was never tried, for `leaseMs`; null when it is neither, or another one of its payment
 * is under way.
 */
export async function claimRefund(
  db: Queryable,
  leaseMs: number,
  refundId: string,
): Promise<Refund | null> {
  try {
    const rows = await db.query<Row>(
      `update g2a_refunds r
          set status = case when r.status = 'requested' then 'sending' else r.status end,
              attempts = r.attempts + 1,
              next_attempt_at = clock_timestamp() + make_interval(secs => $1::float8 / 1000)
        where r.refund_id = $2 and r.status in ('requested', 'sending', 'accepted')
          and (r.next_attempt_at <= clock_timestamp() or r.attempts = 0)
          and not exists (select from g2a_refunds o where o.payment_id = r.payment_id
                           and o.refund_id <> r.refund_id and o.status in ('sending', 'accepted'))
        returning ${COLUMNS}`,
      [leaseMs, refundId],
    );
    return rows[0] ? toRefund(rows[0]) : null;
  } catch (error) {
    // Another refund of the payment was taken on at this very moment: it goes first.
    if (isUniqueViolation(error, 'g2a_refunds_one_at_a_time')) return null;
    throw error;
  }
}

/** Everything a worker may write of a refund it has taken on. */
export interface RefundChange {
  status?: 'accepted' | 'failed' | 'settled';
  /** What G2A says is refunded, before this refund is sent; null takes it back: it did not go out. */
  announce?: { refundedBefore: bigint } | null;
  failure?: string;
  retryInMs?: number;
}

/** @returns false when somebody else has taken it on since, or it has ended: then nothing was written. */
export async function changeRefund(
  db: Queryable,
  { refund_id, attempts }: Pick<Refund, 'refund_id' | 'attempts'>,
  { status, announce, failure, retryInMs }: RefundChange,
): Promise<boolean> {
  const rows = await db.query<{ refund_id: string }>(
    `update g2a_refunds set
            status = coalesce($3, status),
            refunded_before_minor = case when $4 then $5::bigint else refunded_before_minor end,
            announced_at = case when $4 and $5 is null then null when $4 then clock_timestamp() else announced_at end,
            failure = coalesce($6, failure),
            settled_at = case when $3 = 'settled' then clock_timestamp() end,
            next_attempt_at = case when $7::float8 is null then next_attempt_at
              else clock_timestamp() + make_interval(secs => $7::float8 / 1000) end
      where refund_id = $1 and attempts = $2 and status in ('sending', 'accepted') returning refund_id`,
    [
      refund_id,
      attempts,
      status ?? null,
      announce !== undefined,
      announce?.refundedBefore.toString() ?? null,
      failure ?? null,
      retryInMs ?? null,
    ],
  );
  return rows.length === 1;
}

import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';
import type { PaymentStatus } from '../client/provider-status.js';
import type { Payment } from './payment.js';

const COLUMNS = `payment_id, amount_minor, currency, description, return_url, token, redirect_url, status,
  transaction_id, refunded_minor, version, updated_at`;

/** What a bigint column comes back as. */
type Row = Omit<Payment, 'amount_minor' | 'refunded_minor'> & {
  amount_minor: string;
  refunded_minor: string;
};

const toPayment = (row: Row): Payment => ({
  ...row,
  amount_minor: BigInt(row.amount_minor),
  refunded_minor: BigInt(row.refunded_minor),
});

export type NewPayment = Pick<
  Payment,
  'payment_id' | 'amount_minor' | 'currency' | 'description' | 'return_url'
>;

/** Null when the payment is there already. */
export async function insertPayment(tx: Tx, payment: NewPayment): Promise<Payment | null> {
  const rows = await tx.query<Row>({
    name: 'g2a_payment_insert',
    text: `insert into g2a_payments (payment_id, amount_minor, currency, description, return_url, traceparent)
           values ($1, $2, $3, $4, $5, $6) on conflict (payment_id) do nothing returning ${COLUMNS}`,
    values: [
      payment.payment_id,
      payment.amount_minor.toString(),
      payment.currency,
      payment.description,
      payment.return_url,
      currentTraceparent(),
    ],
  });
  return rows[0] ? toPayment(rows[0]) : null;
}

export async function readPayment(
  db: Queryable,
  paymentId: string,
  lock: '' | 'for update' = '',
): Promise<Payment | null> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from g2a_payments where payment_id = $1 ${lock}`,
    [paymentId],
  );
  return rows[0] ? toPayment(rows[0]) : null;
}

/** The first page that is stored is the payment's; a later one was never shown to anybody. */
export async function keepPage(
  tx: Queryable,
  paymentId: string,
  page: { token: string; redirectUrl: string },
): Promise<void> {
  await tx.execute(
    `update g2a_payments set token = $2, redirect_url = $3 where payment_id = $1 and token is null`,
    [paymentId, page.token, page.redirectUrl],
  );
}

/** The caller holds the row's lock. */
export async function movePayment(
  tx: Tx,
  paymentId: string,
  to: { status: PaymentStatus; transactionId: string | null; refundedMinor: bigint },
): Promise<Payment> {
  const rows = await tx.query<Row>({
    name: 'g2a_payment_move',
    text: `update g2a_payments set status = $2, transaction_id = $3, refunded_minor = $4
            where payment_id = $1 returning ${COLUMNS}`,
    values: [paymentId, to.status, to.transactionId, to.refundedMinor.toString()],
  });
  return toPayment(rows[0]!);
}

export async function markGivenUp(tx: Tx, paymentId: string): Promise<void> {
  await tx.execute(
    `update g2a_payments set given_up_at = coalesce(given_up_at, clock_timestamp()) where payment_id = $1`,
    [paymentId],
  );
}

/** When to ask again about a transaction that is known and still open; null: no more. */
export async function scheduleCheck(
  tx: Queryable,
  paymentId: string,
  inMs: number | null,
): Promise<void> {
  await tx.execute(
    `update g2a_payments set next_check_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000)
      where payment_id = $1 and (next_check_at is not null or $2::float8 is not null)`,
    [paymentId, inMs],
  );
}

export interface DueCheck {
  payment_id: string;
  transaction_id: string;
  checks: number;
  too_old: boolean;
  /** Of the request that began the payment. */
  traceparent: string | null;
}

/** One payment whose time to ask has come, put off for everybody else by `leaseMs`. */
export async function claimCheck(
  db: Queryable,
  { leaseMs, maxAgeHours }: { leaseMs: number; maxAgeHours: number },
): Promise<DueCheck | null> {
  const rows = await db.query<DueCheck>(
    `update g2a_payments set checks = checks + 1,
            next_check_at = clock_timestamp() + make_interval(secs => $1::float8 / 1000)
      where payment_id = (
        select payment_id from g2a_payments where next_check_at <= clock_timestamp()
         order by next_check_at limit 1 for update skip locked)
      returning payment_id, transaction_id, checks, traceparent,
                created_at < clock_timestamp() - make_interval(hours => $2) as too_old`,
    [leaseMs, maxAgeHours],
  );
  return rows[0] ?? null;
}

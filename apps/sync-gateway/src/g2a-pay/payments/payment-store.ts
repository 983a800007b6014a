import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';
import type { PaymentStatus } from '../client/provider-status.js';
import type { Payment } from './payment.js';

const COLUMNS = `payment_id, amount_minor, currency, description, return_url, token, redirect_url, status,
  transaction_id, refunded_minor, version, created_at, updated_at, traceparent`;

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

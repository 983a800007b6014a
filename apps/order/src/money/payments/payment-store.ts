import type { Jobs } from '@tandem/jobs';
import { currentTraceparent } from '@tandem/observability';
import type { Queryable, Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { ProviderStatus } from '../providers/payment-provider.js';
import { CheckPayment } from './check-payment.js';
import type { Payment, PaymentPurpose, PaymentStatus } from './payment.js';

const PAYMENT_COLUMNS = `p.id, p.purpose, p.user_id, p.order_id, p.provider, p.currency, p.amount_minor, p.description,
  p.status, p.provider_reference, p.provider_version, p.redirect_url, p.expires_at, p.idempotency_key, p.created_at`;

/** bigint columns arrive as strings. */
function toPayment(raw: object): Payment {
  const row = raw as Payment & { amount_minor: unknown; provider_version: unknown };
  return {
    ...row,
    amount_minor: BigInt(row.amount_minor as unknown as string),
    provider_version: Number(row.provider_version),
  };
}

export interface NewPayment {
  purpose: PaymentPurpose;
  userId: string;
  orderId: string | null;
  provider: string;
  currency: string;
  amountMinor: bigint;
  description: string;
  expiresAt: Date;
  idempotencyKey: string | null;
  firstCheckMs: number;
}

/** The payment of this order or with this key, made now unless there is one; its first check is due a little later. */
export async function openPayment(tx: Tx, jobs: Jobs, payment: NewPayment): Promise<Payment> {
  const [made] = await tx.query<object>({
    name: 'payment_open',
    text: `insert into payments as p (id, purpose, user_id, order_id, provider, currency, amount_minor, description, expires_at,
                                   idempotency_key, traceparent)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning ${PAYMENT_COLUMNS}`,
    values: [
      // An order has one payment, under its own id: what a provider shows and reports names the order.
      payment.orderId ?? uuidv7(),
      payment.purpose,
      payment.userId,
      payment.orderId,
      payment.provider,
      payment.currency,
      payment.amountMinor.toString(),
      payment.description,
      payment.expiresAt,
      payment.idempotencyKey,
      currentTraceparent(),
    ],
  });
  if (made) {
    const opened = toPayment(made);
    await jobs.enqueue(
      tx,
      CheckPayment,
      { payment_id: opened.id },
      { key: opened.id, once: true, afterMs: payment.firstCheckMs },
    );
    return opened;
  }
  const [known] = await tx.query<object>(
    `select ${PAYMENT_COLUMNS} from payments p
      where p.order_id = $1 or ($1 is null and p.user_id = $2 and p.idempotency_key = $3)`,
    [payment.orderId, payment.userId, payment.idempotencyKey],
  );
  return toPayment(known!);
}

export async function readPayment(tx: Queryable, paymentId: string): Promise<Payment | null> {
  const [row] = await tx.query<object>(
    `select ${PAYMENT_COLUMNS} from payments p where p.id = $1`,
    [paymentId],
  );
  return row ? toPayment(row) : null;
}

/** Of the order that it is for; null for a top-up. */
export async function correlationOf(tx: Tx, paymentId: string): Promise<string | null> {
  const [row] = await tx.query<{ correlation_id: string | null }>(
    `select o.correlation_id from payments p join orders o on o.id = p.order_id where p.id = $1`,
    [paymentId],
  );
  return row?.correlation_id ?? null;
}

export async function paymentOfOrder(tx: Queryable, orderId: string): Promise<Payment | null> {
  const [row] = await tx.query<object>(
    `select ${PAYMENT_COLUMNS} from payments p where p.order_id = $1`,
    [orderId],
  );
  return row ? toPayment(row) : null;
}

/** Of several that bring news of one payment, one decides at a time. References to the row are let through. */
export async function lockPayment(tx: Tx, paymentId: string): Promise<Payment | null> {
  const [row] = await tx.query<object>({
    name: 'payment_lock',
    text: `select ${PAYMENT_COLUMNS} from payments p where p.id = $1 for no key update`,
    values: [paymentId],
  });
  return row ? toPayment(row) : null;
}

export async function storeRedirect(tx: Tx, paymentId: string, redirectUrl: string): Promise<void> {
  await tx.execute(`update payments set redirect_url = $2 where id = $1 and redirect_url is null`, [
    paymentId,
    redirectUrl,
  ]);
}

/** Remembers the provider's news and moves the payment along. */
export async function noteProviderStatus(
  tx: Tx,
  paymentId: string,
  status: PaymentStatus,
  { reference, version }: ProviderStatus,
): Promise<void> {
  await tx.query({
    name: 'payment_note',
    text: `update payments set status = $2, provider_reference = coalesce($3, provider_reference), provider_version = $4
            where id = $1`,
    values: [paymentId, status, reference, version],
  });
}

export async function giveUpPayment(tx: Tx, paymentId: string): Promise<void> {
  await tx.execute(
    `update payments set status = 'cancelled' where id = $1 and status = 'pending'`,
    [paymentId],
  );
}

/** The provider does not take it. Money that comes all the same is still credited. */
export async function failPayment(tx: Queryable, paymentId: string): Promise<void> {
  await tx.execute(`update payments set status = 'failed' where id = $1 and status = 'pending'`, [
    paymentId,
  ]);
}

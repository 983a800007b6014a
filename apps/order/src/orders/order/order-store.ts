import type { Queryable, Statement, Tx } from '@tandem/persistence';
import type { OrderLine, OrderRow, StepOutcome } from './order.js';

export const ORDER_COLUMNS = `o.id, o.number, o.user_id, o.idempotency_key, o.payment_method, o.status, o.reason, o.version,
  o.currency, o.total_minor, o.refunded_minor, o.refund_requested_minor, o.next_step, o.due_at, o.attempts, o.give_up_at, o.failure, o.correlation_id,
  o.created_at, o.updated_at, o.paid_at, o.parcel_handed_over_at, o.asked`;

type Raw<T> = { [K in keyof T]: unknown };

/** bigint columns arrive as strings; amounts stay exact, numbers and versions are small. */
export function toOrderRow(raw: object): OrderRow {
  const row = raw as Raw<OrderRow>;
  return {
    ...(raw as OrderRow),
    number: Number(row.number),
    version: Number(row.version),
    total_minor: BigInt(row.total_minor as string),
    refunded_minor: BigInt(row.refunded_minor as string),
    refund_requested_minor: BigInt(row.refund_requested_minor as string),
  };
}

export function toOrderLine(raw: object): OrderLine {
  const line = raw as OrderLine;
  return { ...line, unit_price_minor: BigInt(line.unit_price_minor) };
}

/** Locks the order first, so that everything decided about it afterwards holds until the end of the transaction. */
export function lockOrder(orderId: string): Statement {
  return {
    name: 'order_lock',
    text: `select ${ORDER_COLUMNS} from orders o where o.id = $1 for update`,
    values: [orderId],
  };
}

export async function readOrder(tx: Queryable, orderId: string): Promise<OrderRow | null> {
  const [row] = await tx.query<object>({
    name: 'order_read',
    text: `select ${ORDER_COLUMNS} from orders o where o.id = $1`,
    values: [orderId],
  });
  return row ? toOrderRow(row) : null;
}

export async function readLines(tx: Queryable, orderId: string): Promise<OrderLine[]> {
  const rows = await tx.query<object>({
    name: 'order_lines',
    text: `select part_id, kind, sku, part_name, quantity, unit_price_minor
       from order_lines where order_id = $1 order by part_id`,
    values: [orderId],
  });
  return rows.map(toOrderLine);
}

export async function readLinesOf(
  tx: Queryable,
  orderIds: readonly string[],
): Promise<Map<string, OrderLine[]>> {
  const lines = new Map<string, OrderLine[]>(orderIds.map((id) => [id, []]));
  const rows = await tx.query<{ order_id: string }>({
    name: 'order_lines_of',
    text: `select order_id, part_id, kind, sku, part_name, quantity, unit_price_minor
       from order_lines where order_id = any($1::uuid[]) order by order_id, part_id`,
    values: [orderIds],
  });
  for (const { order_id, ...line } of rows) lines.get(order_id)?.push(toOrderLine(line));
  return lines;
}

export interface StepNote {
  step: string;
  outcome: StepOutcome;
  detail?: Record<string, unknown>;
}

/** Puts what a saga did on record, in the transaction of what it did. */
export async function noteSteps(
  tx: Tx,
  orderId: string,
  notes: readonly StepNote[],
): Promise<void> {
  await tx.query({
    name: 'order_note_steps',
    text: `insert into order_steps (order_id, step, outcome, detail)
      select $1, n.step, n.outcome, n.detail
        from jsonb_to_recordset($2::jsonb) as n (step text, outcome text, detail jsonb)`,
    values: [orderId, JSON.stringify(notes)],
  });
}

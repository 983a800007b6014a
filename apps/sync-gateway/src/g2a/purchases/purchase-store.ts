import type { PurchaseState } from '@tandem/contracts';
import { outbox, type NewEvent } from '@tandem/messaging';
import { transaction, type Database, type Queryable, type Tx } from '@tandem/persistence';
import { purchaseUpdated } from './purchase-event.js';
import type { G2aOrder, OrderEnd, Purchase, RefundReason, StaffReason } from './purchase.js';

const COLUMNS = `p.id, p.order_id, p.part_id, p.unit, p.paid_minor, p.currency, p.state, p.reason, p.bought_at, p.version,
  p.updated_at, o.id as g2a_order, o.product_id, o.g2a_order_id, o.state as g2a_state, o.price_minor, o.pay_sent_at,
  o.refusal, o.refusal_outcome`;
const FROM =
  'key_purchases p left join g2a_orders o on o.purchase_id = p.id and o.closed_at is null';

interface Row extends Omit<Purchase, 'paid_minor' | 'order'> {
  paid_minor: string;
  g2a_order: string | null;
  product_id: string | null;
  g2a_order_id: string | null;
  g2a_state: G2aOrder['state'] | null;
  price_minor: string | null;
  pay_sent_at: Date | null;
  refusal: string | null;
  refusal_outcome: G2aOrder['refusal_outcome'];
}

function toPurchase(row: Row): Purchase {
  const { g2a_order: id, product_id, g2a_order_id, g2a_state, price_minor, ...rest } = row;
  const { pay_sent_at, refusal, refusal_outcome, ...purchase } = rest;
  const order = id && {
    id,
    product_id: product_id!,
    g2a_order_id: g2a_order_id!,
    state: g2a_state!,
    price_minor: BigInt(price_minor!),
    pay_sent_at,
    refusal,
    refusal_outcome,
  };
  return { ...purchase, paid_minor: BigInt(purchase.paid_minor), order: order || null };
}

/** Somebody else has moved the purchase on since it was read. */
export class Overtaken extends Error {
  constructor(purchaseId: string) {
    super(`purchase ${purchaseId} was moved on by somebody else`);
    this.name = 'Overtaken';
  }
}

export interface NewPurchase {
  id: string;
  order_id: string;
  part_id: number;
  part_name: string;
  unit: number;
  paid_minor: bigint;
  currency: string;
}

/** @returns those that were not there yet. */
export async function insertPurchases(
  tx: Tx,
  purchases: readonly NewPurchase[],
): Promise<Purchase[]> {
  const rows = await tx.query<{ id: string; version: number; updated_at: Date }>(
    `insert into key_purchases (id, order_id, part_id, unit, paid_minor, currency, part_name)
     select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::bigint[], $6::text[], $7::text[])
     on conflict on constraint key_purchases_unit do nothing returning id, version, updated_at`,
    [
      purchases.map(({ id }) => id),
      purchases.map(({ order_id }) => order_id),
      purchases.map(({ part_id }) => part_id),
      purchases.map(({ unit }) => unit),
      purchases.map(({ paid_minor }) => paid_minor.toString()),
      purchases.map(({ currency }) => currency),
      purchases.map(({ part_name }) => part_name),
    ],
  );
  const made = new Map(rows.map((row) => [row.id, row]));
  const fresh = { state: 'wanted', reason: null, bought_at: null, order: null } as const;
  return purchases.flatMap((asked) => {
    const row = made.get(asked.id);
    return row ? [{ ...asked, ...fresh, ...row }] : [];
  });
}

export async function readPurchase(db: Queryable, id: string): Promise<Purchase | null> {
  const rows = await db.query<Row>(`select ${COLUMNS} from ${FROM} where p.id = $1`, [id]);
  return rows[0] ? toPurchase(rows[0]) : null;
}

/** As it is now, until the transaction ends. Orders at G2A are changed by who holds this lock. */
export async function lockPurchase(tx: Tx, id: string): Promise<Purchase | null> {
  // Of a row that was waited for, a join would still show what stood beside it before.
  await tx.query<{ id: string }>('select id from key_purchases where id = $1 for update', [id]);
  return readPurchase(tx, id);
}

/** Every purchase of an order, locked. */
export async function lockPurchasesOf(tx: Tx, orderId: string): Promise<Purchase[]> {
  const ids = await tx.query<{ id: string }>(
    'select id from key_purchases where order_id = $1 order by id for update',
    [orderId],
  );
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from ${FROM} where p.id = any($1::uuid[]) order by p.id`,
    [ids.map(({ id }) => id)],
  );
  return rows.map(toPurchase);
}

/**
 * Changes a purchase that is still as it was read, in one transaction.
 * @throws Overtaken when it is not: nothing was done.
 */
export async function changePurchase<T>(
  database: Database,
  purchase: Purchase,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction(database, async (tx) => {
    const current = await lockPurchase(tx, purchase.id);
    if (current?.version !== purchase.version) throw new Overtaken(purchase.id);
    return work(tx);
  });
}

export type PurchaseMove =
  | { state: 'needs_staff'; reason: StaffReason }
  | { state: 'refund'; reason: RefundReason | OrderEnd }
  | { state: Exclude<PurchaseState, 'needs_staff' | 'refund'>; bought?: 'now' | 'not' };

/** The caller holds the row's lock. Tells of it; what else is to be told comes before. */
export async function movePurchase(
  tx: Tx,
  purchase: Purchase,
  to: PurchaseMove,
  first: (moved: Purchase) => NewEvent[] = () => [],
): Promise<Purchase> {
  const bought = 'bought' in to ? to.bought : undefined;
  const reason = 'reason' in to ? to.reason : null;
  const rows = await tx.query<Pick<Purchase, 'version' | 'updated_at' | 'bought_at'>>(
    `update key_purchases
        set state = $2, reason = $3, version = version + 1, updated_at = clock_timestamp(), unavailable_since = null,
            bought_at = case $4 when 'now' then coalesce(bought_at, clock_timestamp()) when 'not' then null else bought_at end
      where id = $1 returning version, updated_at, bought_at`,
    [purchase.id, to.state, reason, bought ?? null],
  );
  const moved: Purchase = { ...purchase, state: to.state, reason, ...rows[0]! };
  await outbox.addMany(tx, [...first(moved), purchaseUpdated(moved)]);
  return moved;
}

/** How long G2A has had none of it, in ms; counts from the first time. */
export async function markUnavailable(db: Queryable, purchaseId: string): Promise<number> {
  const rows = await db.query<{ for_ms: number }>(
    `update key_purchases set unavailable_since = coalesce(unavailable_since, clock_timestamp()) where id = $1
     returning extract(epoch from clock_timestamp() - unavailable_since)::float8 * 1000 as for_ms`,
    [purchaseId],
  );
  return rows[0]!.for_ms;
}

/** The product of G2A that a part is linked to. */
export async function linkedProduct(db: Queryable, partId: number): Promise<string | null> {
  const rows = await db.query<{ external_id: string }>(
    `select external_id from product_links where system = 'g2a' and part_id = $1 and unlinked_at is null`,
    [partId],
  );
  return rows[0]?.external_id ?? null;
}

/** An order has ended: what is asked for it later buys nothing. */
export async function rememberEnd(tx: Tx, orderId: string, reason: OrderEnd): Promise<void> {
  await tx.execute(
    `insert into ended_orders (order_id, reason) values ($1, $2) on conflict (order_id) do nothing`,
    [orderId, reason],
  );
}

export async function hasEnded(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.query<{ order_id: string }>(
    'select order_id from ended_orders where order_id = $1',
    [orderId],
  );
  return rows.length > 0;
}

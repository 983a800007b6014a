import { withCommit, type Queryable, type Statement, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Reservation, ReservationLine, Settlement } from './reservation.js';

/** Of `reservations v`. */
export const RESERVATION_COLUMNS = 'v.id, v.order_id, v.state, v.version, v.expires_at';
export const RESERVATION_LINES = `(select coalesce(json_agg(json_build_object('part_id', l.part_id, 'quantity', l.quantity) order by l.part_id), '[]')
  from reservation_lines l where l.reservation_id = v.id) as lines`;

export interface NewReservation {
  order_id: string;
  ttl_seconds: number;
  lines: readonly ReservationLine[];
}

/**
 * Opens reservations of several orders; an order that has one already is missing from the answer. Waits for one that
 * another transaction is just making.
 */
export async function openReservations(
  tx: Tx,
  orders: readonly NewReservation[],
  batchId: string,
): Promise<Reservation[]> {
  const rows = await tx.query<Omit<Reservation, 'lines'>>({
    name: 'reservations_open',
    text: `insert into reservations as v (id, order_id, expires_at, held_in)
     select n.id, n.order_id, clock_timestamp() + make_interval(secs => n.ttl_seconds), $4
       from unnest($1::uuid[], $2::uuid[], $3::int[]) as n (id, order_id, ttl_seconds) order by n.order_id
     on conflict on constraint reservations_one_per_order do nothing returning ${RESERVATION_COLUMNS}`,
    values: [
      orders.map(() => uuidv7()),
      orders.map((order) => order.order_id),
      orders.map((order) => order.ttl_seconds),
      batchId,
    ],
  });
  const byOrder = new Map(orders.map((order) => [order.order_id, order]));
  return rows.map((row) => ({ ...row, lines: [...byOrder.get(row.order_id)!.lines] }));
}

export async function addLines(tx: Tx, reservations: readonly Reservation[]): Promise<void> {
  const lines = reservations.flatMap(({ id, lines }) => lines.map((line) => ({ id, ...line })));
  await withCommit(tx, {
    name: 'reservation_lines_add',
    text: `insert into reservation_lines (reservation_id, part_id, quantity)
     select * from unnest($1::uuid[], $2::int[], $3::int[])`,
    values: [
      lines.map((line) => line.id),
      lines.map((line) => line.part_id),
      lines.map((line) => line.quantity),
    ],
  });
}

/** The reservations that these orders have. */
export function reservationsOf(orderIds: readonly string[]): Statement {
  return {
    name: 'reservations_of',
    text: `select ${RESERVATION_COLUMNS}, ${RESERVATION_LINES} from reservations v where v.order_id = any($1::uuid[])`,
    values: [orderIds],
  };
}

export async function readReservation(db: Queryable, orderId: string): Promise<Reservation | null> {
  const rows = await db.query<Reservation>(
    `select ${RESERVATION_COLUMNS}, ${RESERVATION_LINES} from reservations v where v.order_id = $1`,
    [orderId],
  );
  return rows[0] ?? null;
}

/** Locks the reservations of these orders, in one order for everybody; unknown orders are missing from the answer. */
export function lockReservations(orderIds: readonly string[]): Statement {
  return {
    name: 'reservations_lock',
    text: `select ${RESERVATION_COLUMNS}, ${RESERVATION_LINES} from reservations v
      where v.order_id = any($1::uuid[]) order by v.order_id for no key update of v`,
    values: [orderIds],
  };
}

/** Held reservations past their time that no other sweeper and no commit has in its hands. */
export function claimExpired(limit: number): Statement {
  return {
    name: 'reservations_claim_expired',
    text: `select ${RESERVATION_COLUMNS}, ${RESERVATION_LINES} from reservations v
      where v.state = 'held' and v.expires_at <= clock_timestamp()
      order by v.expires_at limit $1 for no key update of v skip locked`,
    values: [limit],
  };
}

/**
 * An order that never reserved is released before it could: whatever call of it is still on its way is refused.
 * Null when one has just arrived.
 */
export async function releaseUnseen(
  tx: Tx,
  reservation: { id: string; order_id: string },
): Promise<Reservation | null> {
  const [row] = await tx.query<Omit<Reservation, 'lines'>>({
    name: 'reservations_release_unseen',
    text: `insert into reservations as v (id, order_id, state, expires_at)
     values ($1, $2, 'released', clock_timestamp())
     on conflict on constraint reservations_one_per_order do nothing returning ${RESERVATION_COLUMNS}`,
    values: [reservation.id, reservation.order_id],
  });
  return row ? { ...row, lines: [] } : null;
}

/** Ends reservations that the transaction has locked; a trigger counts their versions up by one. */
export async function closeReservations(
  tx: Tx,
  reservations: readonly Reservation[],
  settlement: Settlement,
  batchId: string,
): Promise<Reservation[]> {
  await withCommit(tx, {
    name: 'reservations_close',
    text: `update reservations set state = $2, settled_in = $3 where id = any($1::uuid[])`,
    values: [reservations.map((reservation) => reservation.id), settlement, batchId],
  });
  return reservations.map((reservation) => ({
    ...reservation,
    state: settlement,
    version: reservation.version + 1,
  }));
}

import { prepared, withCommit, type Statement } from '@tandem/persistence';
import type { EntityManager } from 'typeorm';
import type { StockLevel } from '../stock/stock-level.js';
import { returned, STOCK_COLUMNS } from '../stock/stock-store.js';
import type { Reservation, ReservationLine, Settlement } from './reservation.js';

const COLUMNS = 'v.id, v.order_id, v.state, v.version, v.expires_at';
const LINES = `(select coalesce(json_agg(json_build_object('part_id', l.part_id, 'quantity', l.quantity) order by l.part_id), '[]')
  from reservation_lines l where l.reservation_id = v.id) as lines`;

/** Null when the order has a reservation already; waits for one that another transaction is just making. */
export async function openReservation(
  tx: EntityManager,
  reservation: { id: string; order_id: string; ttl_seconds: number; lines: ReservationLine[] },
): Promise<Reservation | null> {
  const rows: Reservation[] = await tx.query(
    `insert into reservations as v (id, order_id, expires_at)
     values ($1, $2, clock_timestamp() + make_interval(secs => $3))
     on conflict on constraint reservations_one_per_order do nothing returning ${COLUMNS}`,
    [reservation.id, reservation.order_id, reservation.ttl_seconds],
  );
  return rows[0] ? { ...rows[0], lines: reservation.lines } : null;
}

export async function addLines(
  tx: EntityManager,
  reservationId: string,
  lines: readonly ReservationLine[],
): Promise<void> {
  await tx.query(
    `insert into reservation_lines (reservation_id, part_id, quantity)
     select $1, l.part_id, l.quantity from unnest($2::int[], $3::int[]) as l (part_id, quantity)`,
    [reservationId, lines.map((line) => line.part_id), lines.map((line) => line.quantity)],
  );
}

/**
 * Check and take are this one statement: a line is held only if that much is free at the very moment of writing.
 * Null when it is not, or when the part is not for sale (any more).
 */
export async function holdStock(
  tx: EntityManager,
  line: ReservationLine,
  orderId: string,
): Promise<StockLevel | null> {
  const rows = returned<StockLevel>(
    await tx.query(
      `update stock_levels s
          set reserved_quantity = s.reserved_quantity + $2, last_change = 'reservation_held',
              last_reason = null, last_reference = $3, last_updated_by = null, last_updated_by_name = null
        where s.part_id = $1 and s.current_stock - s.reserved_quantity >= $2
          and exists (select from catalog.part_refs r where r.id = s.part_id and r.deleted_at is null)
        returning ${STOCK_COLUMNS}`,
      [line.part_id, line.quantity, orderId],
    ),
  );
  return rows[0] ?? null;
}

export async function readReservation(
  db: EntityManager,
  orderId: string,
): Promise<Reservation | null> {
  const rows: Reservation[] = await db.query(
    `select ${COLUMNS}, ${LINES} from reservations v where v.order_id = $1`,
    [orderId],
  );
  return rows[0] ?? null;
}

/** Locks the reservations of these orders, in one order for everybody; unknown orders are missing from the answer. */
export function lockReservations(orderIds: readonly string[]): Statement {
  return {
    name: 'reservations_lock',
    text: `select ${COLUMNS}, ${LINES} from reservations v
      where v.order_id = any($1::uuid[]) order by v.order_id for no key update of v`,
    values: [orderIds],
  };
}

/** Held reservations past their time that no other sweeper and no commit has in its hands. */
export function claimExpired(limit: number): Statement {
  return {
    name: 'reservations_claim_expired',
    text: `select ${COLUMNS}, ${LINES} from reservations v
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
  tx: EntityManager,
  reservation: { id: string; order_id: string },
): Promise<Reservation | null> {
  const [row] = await prepared<Reservation>(tx, {
    name: 'reservations_release_unseen',
    text: `insert into reservations as v (id, order_id, state, expires_at)
     values ($1, $2, 'released', clock_timestamp())
     on conflict on constraint reservations_one_per_order do nothing returning ${COLUMNS}`,
    values: [reservation.id, reservation.order_id],
  });
  return row ? { ...row, lines: [] } : null;
}

/** Ends reservations that the transaction has locked; a trigger counts their versions up by one. */
export async function closeReservations(
  tx: EntityManager,
  reservations: readonly Reservation[],
  settlement: Settlement,
  batchId: string | null,
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

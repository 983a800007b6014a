import type { Tx } from '@tandem/persistence';
import type { ReservationLine } from '../reservations/reservation.js';

export interface Return {
  return_id: string;
  order_id: string;
  lines: ReservationLine[];
}

/** False when this return was opened before; waits for one that another transaction is just making. */
export async function openReturn(tx: Tx, { return_id, order_id }: Return): Promise<boolean> {
  const rows = await tx.query({
    name: 'return_open',
    text: `insert into stock_returns (id, order_id) values ($1, $2) on conflict (id) do nothing returning id`,
    values: [return_id, order_id],
  });
  return rows.length > 0;
}

export async function readReturn(tx: Tx, returnId: string): Promise<Return> {
  const [row] = await tx.query<Return>({
    name: 'return_read',
    text: `select r.id as return_id, r.order_id, (
        select coalesce(json_agg(json_build_object('part_id', l.part_id, 'quantity', l.quantity) order by l.part_id), '[]')
          from stock_return_lines l where l.return_id = r.id) as lines
       from stock_returns r where r.id = $1`,
    values: [returnId],
  });
  return row!;
}

/** What can still come back of each part that was sold in an order. */
export async function readReturnable(tx: Tx, reservationId: string): Promise<Map<number, number>> {
  const rows = await tx.query<{ part_id: number; returnable: number }>({
    name: 'return_returnable',
    text: `select part_id, quantity - returned_quantity as returnable from reservation_lines where reservation_id = $1`,
    values: [reservationId],
  });
  return new Map(rows.map((row) => [row.part_id, row.returnable]));
}

/** A trigger counts the lines on those of the order, whose CHECK refuses more than was sold. */
export async function addReturnLines(tx: Tx, { return_id, lines }: Return): Promise<void> {
  await tx.query({
    name: 'return_lines_add',
    text: `insert into stock_return_lines (return_id, part_id, quantity)
     select $1, l.part_id, l.quantity from unnest($2::int[], $3::int[]) as l (part_id, quantity)`,
    values: [return_id, lines.map((line) => line.part_id), lines.map((line) => line.quantity)],
  });
}

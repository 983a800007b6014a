/** A movement of a part's stock, as it is on record. */
export interface StockMovement {
  id: number;
  part_id: number;
  delta: number;
  resulting_stock: number;
  kind: string;
  reason: string | null;
  reference: string | null;
  /** Which orders a movement of sold pieces stands for; one commit may move those of many. */
  orders: { order_id: string; quantity: number }[];
  actor: string | null;
  actor_name: string | null;
  created_at: string;
}

/** The reference of sold pieces is their order, or the batch of several. */
const ORDERS = `case when m.kind <> 'reservation_committed' then '[]'::json else (
  select coalesce(json_agg(json_build_object('order_id', v.order_id, 'quantity', l.quantity) order by v.order_id), '[]')
    from reservations v join reservation_lines l on l.reservation_id = v.id and l.part_id = m.part_id
   where v.order_id = m.reference::uuid or v.settled_in = m.reference::uuid) end`;

export const MOVEMENT = `m.id::float8 as id, m.part_id, m.delta, m.resulting_stock, m.kind, m.reason, m.reference,
  ${ORDERS} as orders, m.actor, m.actor_name, m.created_at`;

export type MovementRow = Omit<StockMovement, 'created_at'> & { created_at: Date };

export const toMovement = (row: MovementRow): StockMovement => ({
  id: row.id,
  part_id: row.part_id,
  delta: row.delta,
  resulting_stock: row.resulting_stock,
  kind: row.kind,
  reason: row.reason,
  reference: row.reference,
  orders: row.orders,
  actor: row.actor,
  actor_name: row.actor_name,
  created_at: row.created_at.toISOString(),
});

import { withCommit, type Tx } from '@tandem/persistence';
import type { StockChange } from '../stock/stock-level.js';

interface Goods {
  order_id: string;
  lines: readonly { part_id: number; quantity: number }[];
}

function ofSources(orders: readonly Goods[], changes: readonly StockChange[]): Line[] {
  const sourced = sourcedParts(changes);
  if (sourced.length === 0) return [];
  return orders.flatMap(({ order_id, lines }) =>
    lines.filter(({ part_id }) => sourced.includes(part_id)).map((line) => ({ order_id, ...line })),
  );
}

interface Line {
  order_id: string;
  part_id: number;
  quantity: number;
}

const columnsOf = (lines: readonly Line[]): unknown[] => [
  lines.map((line) => line.order_id),
  lines.map((line) => line.part_id),
  lines.map((line) => line.quantity),
];

/** Those of the changed parts that are counted outside. */
export function sourcedParts(changes: readonly StockChange[]): number[] {
  return changes.filter(({ after }) => after.source !== null).map(({ after }) => after.part_id);
}

/**
 * Records what was sold of parts that are counted outside, whose figures do not know of it yet: one statement for a batch,
 * sent with the COMMIT, and none for other parts. G2A sells keys one by one, so each is a sale.
 */
export async function recordSales(
  tx: Tx,
  orders: readonly Goods[],
  changes: readonly StockChange[],
): Promise<void> {
  const lines = ofSources(orders, changes);
  if (lines.length === 0) return;
  await withCommit(tx, {
    name: 'sales_record',
    text: `insert into sales (reference, part_id, source, external_id, order_id, quantity)
      select concat_ws(':', l.order_id, l.part_id, case f.source when 'g2a' then u.unit end), l.part_id, f.source, f.external_id,
             l.order_id, case f.source when 'g2a' then 1 else l.quantity end
        from unnest($1::uuid[], $2::int[], $3::int[]) as l (order_id, part_id, quantity)
        join stock_sources f on f.part_id = l.part_id
       cross join generate_series(1, case f.source when 'g2a' then l.quantity else 1 end) as u (unit)`,
    values: columnsOf(lines),
  });
}

/**
 * Records goods that came back. The warehouse is to put them back on its shelf. A key that nobody has begun to buy will never
 * leave G2A; what became of the others their purchases tell.
 */
export async function recordReturn(
  tx: Tx,
  returnId: string,
  goods: Goods,
  changes: readonly StockChange[],
): Promise<void> {
  const lines = ofSources([goods], changes);
  if (lines.length === 0) return;
  await tx.query({
    name: 'sales_record_return',
    text: `with returned as (
        select l.*, f.source, f.external_id from unnest($1::uuid[], $2::int[], $3::int[]) as l (order_id, part_id, quantity)
          join stock_sources f on f.part_id = l.part_id
      ), unwanted as (
        update sales x set state = 'void' from (
          select o.reference, row_number() over (partition by o.part_id order by o.reference desc) as place, r.quantity
            from sales o join returned r on (r.order_id, r.part_id) = (o.order_id, o.part_id)
           where o.source = 'g2a' and o.state = 'open' and not o.wanted) as spare
         where x.reference = spare.reference and spare.place <= spare.quantity
      )
      insert into sales (reference, part_id, source, external_id, order_id, quantity)
      select concat_ws(':', 'return', $4::uuid, part_id), part_id, source, external_id, order_id, -quantity
        from returned where source = 'warehouse'`,
    values: [...columnsOf(lines), returnId],
  });
}

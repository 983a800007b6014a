import { SERVICES } from '@tandem/config/services';
import { findWrongInCache, lookForDifferences } from '@tandem/consistency';
import { eventually } from './client.js';
import type { Marketplace } from './marketplace.js';

/** The tables and the cache of the market. */
type Books = Pick<Marketplace, 'query' | 'cache'>;

/** What is on its way to a reader has arrived by then, on a busy machine too. */
const TO_ARRIVE_MS = 20_000;

/** Every order and refund is finished, by whoever is alive. */
export async function settled(market: Books): Promise<void> {
  await eventually(async () => {
    const open = await market.query(`
      select 'order' as what, id, status, next_step, attempts from orders.orders where next_step is not null
      union all
      select 'refund', id, status, reason, attempts from orders.refunds where due_at is not null`);
    if (open.length > 0) throw new Error(`unfinished: ${JSON.stringify(open.slice(0, 5))}`);
  });
}

/** Events on which a consumer gave up: no outage may be a reason for it. */
export function givenUp(market: Books): Promise<unknown[]> {
  const letters = SERVICES.map(
    ({ schema }) =>
      `select consumer, type, event_id, error from ${schema}.dead_letters where resolved_at is null`,
  );
  return market.query(letters.join(' union all '));
}

/** Each row is a cent, a piece or an order that does not add up. `shelf`: how many of each part there were. */
export async function audit(market: Books, shelf: ReadonlyMap<number, number>): Promise<unknown[]> {
  const looks = await lookForDifferences((sql, values) => market.query(sql, values), {
    graceMs: TO_ARRIVE_MS,
  });
  const books = looks.flatMap(({ findings }) => findings);
  await eventually(async () => {
    if (!market.cache.usesStore) throw new Error('Redis does not answer');
  });
  const entries = await findWrongInCache(
    (keys) => market.cache.readMany(keys),
    (sql, values) => market.query(sql, values),
  );
  // None of these histories refunds an order whose stock was never taken.
  const states = await market.query(`
    select 'refunded without its pieces' as check, o.id, r.state
      from orders.orders o left join inventory.reservations r on r.order_id = o.id
     where o.status = 'refunded' and r.state is distinct from 'committed'`);
  const shelves = await market.query<{
    part_id: number;
    current: number;
    reserved: number;
    sold: number;
  }>(
    `select l.part_id, l.current_stock as current, l.reserved_quantity as reserved,
            (select coalesce(sum(ol.quantity), 0) from orders.order_lines ol join orders.orders o on o.id = ol.order_id
              where ol.part_id = l.part_id and o.status in ('paid', 'fulfilment_requested', 'completed', 'refunded'))::int
          - (select coalesce(sum((x ->> 'quantity')::int), 0) from orders.refunds f join orders.orders o on o.id = f.order_id,
                    jsonb_array_elements(f.restock) x
              where (x ->> 'part_id')::int = l.part_id and o.status in ('paid', 'fulfilment_requested', 'completed', 'refunded'))::int
            as sold
       from inventory.stock_levels l where l.part_id = any($1)`,
    [[...shelf.keys()]],
  );
  const wrong = shelves
    .filter(
      ({ part_id, current, reserved, sold }) =>
        reserved !== 0 || current + sold !== shelf.get(part_id),
    )
    .map((row) => ({ book: 'stock', what: { ...row, began_with: shelf.get(row.part_id) } }));
  return [...books, ...entries, ...states, ...wrong];
}

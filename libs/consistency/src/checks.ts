import { CATALOG_CHECKS } from './catalog-checks.js';
import { SOURCE_CHECKS } from './source-checks.js';

/** A promise about the data that one statement can prove broken. */
export interface Check {
  name: string;
  /** What each row that is found means, in plain English. */
  says: string;
  /** The schemas that it reads. */
  reads: readonly string[];
  /** Selects the rows that break the promise. */
  sql: string;
}

const ENTRIES = [
  {
    name: 'ledger',
    says: 'The ledger does not add up, or a wallet, an order or a refund differs from it.',
    reads: ['orders'],
    sql: 'select * from orders.ledger_discrepancies',
  },
  {
    name: 'order total',
    says: 'The total of an order is not the sum of its lines.',
    reads: ['orders'],
    sql: `
      select o.id as order_id, o.total_minor, coalesce(sum(l.quantity * l.unit_price_minor), 0) as lines
        from orders.orders o left join orders.order_lines l on l.order_id = o.id
       group by o.id having o.total_minor <> coalesce(sum(l.quantity * l.unit_price_minor), 0)`,
  },
  {
    name: 'order history',
    says: 'The last entry in the history of an order names another status than the order has.',
    reads: ['orders'],
    sql: `
      select o.id as order_id, o.status, h.to_status
        from orders.orders o
        left join lateral (select to_status from orders.order_history
                            where order_id = o.id order by version desc limit 1) h on true
       where h.to_status is distinct from o.status`,
  },
  {
    name: 'order at rest',
    says: 'An order waits for a step, and no worker will ever take it up.',
    reads: ['orders'],
    sql: `
      select id as order_id, status, updated_at from orders.orders
       where status in ('created', 'awaiting_payment') and next_step is null`,
  },
  {
    name: 'order and reservation',
    says: 'A paid order has no committed reservation, or a failed order still has one.',
    reads: ['orders', 'inventory'],
    sql: `
      select o.id as order_id, o.status, r.state as reservation
        from orders.orders o left join inventory.reservations r on r.order_id = o.id
       where o.next_step is null
         and (o.status in ('paid', 'fulfilment_requested', 'completed') and r.state is distinct from 'committed'
              or o.status = 'failed' and r.state in ('held', 'committed'))`,
  },
  {
    name: 'sold and reserved',
    says: 'A paid order sells another quantity of a part than its reservation took from the shelf.',
    reads: ['orders', 'inventory'],
    sql: `
      with reserved as (
        select r.order_id, l.part_id, l.quantity from inventory.reservation_lines l
          join inventory.reservations r on r.id = l.reservation_id where r.state = 'committed'),
      sold as (
        select l.order_id, l.part_id, l.quantity from orders.order_lines l
          join orders.orders o on o.id = l.order_id
         where o.next_step is null and o.status in ('paid', 'fulfilment_requested', 'completed')
           and exists (select from reserved where order_id = o.id))
      select order_id, part_id, s.quantity as sold, r.quantity as reserved
        from sold s full join (select * from reserved where order_id in (select order_id from sold)) r
             using (order_id, part_id)
       where s.quantity is distinct from r.quantity`,
  },
  {
    name: 'stock and movements',
    says: 'The stock of a part is not the sum of its movements.',
    reads: ['inventory'],
    sql: `
      select l.part_id, l.current_stock, coalesce(sum(m.delta), 0) as moved
        from inventory.stock_levels l left join inventory.stock_movements m using (part_id)
       group by l.part_id having l.current_stock <> coalesce(sum(m.delta), 0)`,
  },
  {
    name: 'stock and reservations',
    says: 'The reserved quantity of a part is not what its open reservations hold.',
    reads: ['inventory'],
    sql: `
      select l.part_id, l.reserved_quantity, coalesce(h.held, 0) as held
        from inventory.stock_levels l
        left join (select rl.part_id, sum(rl.quantity) as held from inventory.reservation_lines rl
                     join inventory.reservations r on r.id = rl.reservation_id
                    where r.state = 'held' group by rl.part_id) h using (part_id)
       where l.reserved_quantity <> coalesce(h.held, 0)`,
  },
  {
    name: 'stock and sales',
    says: 'Another quantity of a part has left the shelf for orders than was committed and not returned.',
    reads: ['inventory'],
    sql: `
      select part_id, coalesce(m.left_shelf, 0) as left_shelf, coalesce(c.committed, 0) as committed
        from (select part_id, -sum(delta) as left_shelf from inventory.stock_movements
               where kind in ('reservation_committed', 'order_returned') group by part_id) m
        full join (select l.part_id, sum(l.quantity - l.returned_quantity) as committed
                     from inventory.reservation_lines l
                     join inventory.reservations r on r.id = l.reservation_id
                    where r.state = 'committed' group by l.part_id) c using (part_id)
       where coalesce(m.left_shelf, 0) <> coalesce(c.committed, 0)`,
  },
  ...SOURCE_CHECKS,
  {
    name: 'outbox of stock',
    says: 'An event tells of a version of stock that does not exist.',
    reads: ['inventory'],
    sql: `
      select e.id as event_id, e.aggregateid, e.version as told, l.version
        from inventory.outbox e left join inventory.stock_levels l on l.part_id::text = e.aggregateid
       where e.type like 'stock.%' and e.version > coalesce(l.version, 0)`,
  },
  {
    name: 'outbox of orders',
    says: 'An event tells of a version of an order that does not exist.',
    reads: ['orders'],
    sql: `
      select e.id as event_id, e.aggregateid, e.version as told, o.version
        from orders.outbox e left join orders.orders o on o.id::text = e.aggregateid
       where e.type in ('order.created', 'order.paid', 'order.fulfilment_requested', 'order.completed',
                        'order.failed', 'order.cancelled', 'order.refunded', 'order.keys_updated',
                        'order.parcel_handed_over')
         and e.version > coalesce(o.version, 0)`,
  },
  {
    name: 'event log of stock',
    says: 'The log of recent events knows a version of stock that does not exist.',
    reads: ['realtime', 'inventory'],
    sql: `
      select g.event_id, g.part_id, g.version as told, l.version
        from realtime.event_log g left join inventory.stock_levels l using (part_id)
       where g.type like 'stock.%' and g.version > coalesce(l.version, 0)`,
  },
  {
    name: 'carts and parts',
    says: 'A cart or a wishlist holds a part that does not exist.',
    reads: ['orders', 'catalog'],
    sql: `
      select owner_kind, owner_id, part_id from orders.cart_items
       where part_id not in (select id from catalog.parts)
      union all
      select owner_kind, owner_id, part_id from orders.wishlist_items
       where part_id not in (select id from catalog.parts)`,
  },
  {
    // Placing an order empties the cart, and whoever changes a cart afterwards sets its time behind the order's lock.
    name: 'cart of an order',
    says: 'A cart still holds lines although an order was placed since it last changed.',
    reads: ['orders'],
    sql: `
      select o.id as order_id, o.created_at, c.owner_id, c.updated_at
        from orders.carts c join orders.orders o on o.user_id = c.owner_id
       where c.owner_kind = 'user' and o.created_at > c.updated_at
         and exists (select from orders.cart_items i where (i.owner_kind, i.owner_id) = (c.owner_kind, c.owner_id))`,
  },
  {
    // Marks are removed in time; letters stay.
    name: 'inbox and dead letters',
    says: 'A consumer gave up on an event, and nothing keeps it from handling the event again.',
    reads: ['orders', 'inventory', 'realtime', 'catalog'],
    sql: ['orders', 'inventory', 'realtime', 'catalog']
      .map(
        (schema) => `
      select '${schema}' as schema, d.consumer, d.event_id from ${schema}.dead_letters d
       where d.failed_at > now() - interval '1 day'
         and not exists (select from ${schema}.inbox i where (i.consumer, i.event_id) = (d.consumer, d.event_id))`,
      )
      .join(' union all '),
  },
  {
    name: 'notifications',
    says: 'A notification of an outside system has an outcome but no time of it, or a time but no outcome.',
    reads: ['sync'],
    sql: `
      select id, subject, state, received_at, settled_at from sync.webhook_inbox
       where (state = 'received') <> (settled_at is null)`,
  },
  ...CATALOG_CHECKS,
] as const satisfies readonly Check[];

/** The name of a check. */
export type CheckName = (typeof ENTRIES)[number]['name'];

/** Every check there is. */
export const CHECKS: readonly (Check & { name: CheckName })[] = ENTRIES;

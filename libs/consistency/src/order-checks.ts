import { OVER, type Check } from './check.js';

/** So long a part that was deleted may come back, and whoever holds it is told that it is not for sale. */
const KEPT_DELETED = `interval '30 days'`;

/** Lines of a part that is gone. */
const GONE_PARTS = (table: string, line: string): string => `
      select i.owner_kind || ':' || i.owner_id || ':' || i.part_id as id,
             case when p.id is null then 'no such part' else 'deleted ' || p.deleted_at::date end as has, 'not held' as due
        from ${table} i left join catalog.parts p on p.id = i.part_id
       where ${line} and (p.id is null or p.deleted_at < now() - ${KEPT_DELETED})`;

/** What must be true of orders, money, carts and wishlists. */
export const ORDER_CHECKS = [
  {
    name: 'ledger',
    says: 'The ledger does not add up, or a wallet, an order or a refund differs from it.',
    about: 'ledger record',
    reads: ['orders'],
    sql: () =>
      `select record || '/' || problem as id, found as has, expected as due from orders.ledger_discrepancies`,
  },
  {
    name: 'order total',
    says: 'The total of an order is not the sum of its lines.',
    about: 'order',
    reads: ['orders'],
    over: OVER.orders,
    sql: (slice) => `
      select o.id, o.total_minor as has, l.total as due
        from orders.orders o
       cross join lateral (select coalesce(sum(quantity * unit_price_minor), 0) as total
                             from orders.order_lines where order_id = o.id) l
       where ${slice('o.id')} and o.total_minor <> l.total`,
  },
  {
    name: 'order history',
    says: 'The last entry in the history of an order names another status than the order has.',
    about: 'order',
    reads: ['orders'],
    over: OVER.orders,
    sql: (slice) => `
      select o.id, h.to_status as has, o.status as due
        from orders.orders o
        left join lateral (select to_status from orders.order_history
                            where order_id = o.id order by version desc limit 1) h on true
       where ${slice('o.id')} and h.to_status is distinct from o.status`,
  },
  {
    name: 'order at rest',
    says: 'An order waits for a step, and no worker will ever take it up.',
    about: 'order',
    reads: ['orders'],
    over: OVER.orders,
    sql: (slice) => `
      select o.id, o.status as has, 'a next step' as due from orders.orders o
       where ${slice('o.id')} and o.status in ('created', 'awaiting_payment') and o.next_step is null`,
  },
  {
    name: 'order and reservation',
    says: 'A paid order has no committed reservation, or a failed order has one.',
    about: 'order',
    reads: ['orders', 'inventory'],
    over: OVER.orders,
    sql: (slice) => `
      select o.id, coalesce(r.state, 'no reservation') as has,
             case when o.status = 'failed' then 'released' else 'committed' end as due
        from orders.orders o left join inventory.reservations r on r.order_id = o.id
       where ${slice('o.id')} and o.next_step is null
         and (o.status in ('paid', 'fulfilment_requested', 'completed') and r.state is distinct from 'committed'
              or o.status = 'failed' and r.state = 'committed')`,
  },
  {
    name: 'sold and reserved',
    says: 'A paid order sells another quantity of a part than its reservation took from the shelf.',
    about: 'order',
    reads: ['orders', 'inventory'],
    over: OVER.orders,
    sql: (slice) => `
      select o.id || '/' || x.part_id as id, x.reserved as has, x.sold as due
        from orders.orders o
        join inventory.reservations r on r.order_id = o.id and r.state = 'committed'
       cross join lateral (
         select part_id, l.quantity as sold, h.quantity as reserved
           from (select part_id, quantity from orders.order_lines where order_id = o.id) l
           full join (select part_id, quantity from inventory.reservation_lines where reservation_id = r.id) h
                using (part_id)) x
       where ${slice('o.id')} and o.next_step is null and o.status in ('paid', 'fulfilment_requested', 'completed')
         and x.sold is distinct from x.reserved`,
  },
  {
    name: 'parts of carts',
    says: 'A cart holds a part that does not exist, or was deleted a month ago.',
    about: 'cart',
    reads: ['orders', 'catalog'],
    over: OVER.cartItems,
    sql: (slice) =>
      GONE_PARTS('orders.cart_items', slice('i.owner_kind', 'i.owner_id', 'i.part_id')),
  },
  {
    name: 'parts of wishlists',
    says: 'A wishlist holds a part that does not exist, or was deleted a month ago.',
    about: 'wishlist',
    reads: ['orders', 'catalog'],
    over: OVER.wishes,
    sql: (slice) =>
      GONE_PARTS('orders.wishlist_items', slice('i.owner_kind', 'i.owner_id', 'i.part_id')),
  },
  {
    // Placing an order empties the cart, and whoever changes a cart afterwards sets its time behind the order's lock.
    name: 'cart of an order',
    says: 'A cart still holds lines although an order was placed since it last changed.',
    about: 'cart',
    reads: ['orders'],
    over: OVER.carts,
    sql: (slice) => `
      select c.owner_kind || ':' || c.owner_id || '/' || o.id as id, c.updated_at as has, o.created_at as due
        from orders.carts c join orders.orders o on o.user_id = c.owner_id
       where ${slice('c.owner_kind', 'c.owner_id')} and c.owner_kind = 'user' and o.created_at > c.updated_at
         and exists (select from orders.cart_items i where (i.owner_kind, i.owner_id) = (c.owner_kind, c.owner_id))`,
  },
] as const satisfies readonly Check[];

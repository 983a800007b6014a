import { OVER, type Check } from './check.js';

const OF_NOBODY = (items: string, slice: string): string => `
      select i.owner_kind || ':' || i.owner_id || ':' || i.part_id as id, i.owner_id as has, 'an account' as due
        from ${items} i
       where ${slice} and i.owner_kind = 'user' and not exists (select from auth.people p where p.id = i.owner_id)`;

/**
 * Records that name one of another schema without a foreign key: the database does not see to these. Parts of links, carts and
 * wishlists, open reservations, dead letters and what open pages were told have checks of their own. Orders, the ledger and the audit
 * log may name an account that was deleted (decision 0142): they are kept.
 */
export const ORPHAN_CHECKS = [
  {
    name: 'sold for no order',
    says: 'Pieces left the shelf for an order that does not exist.',
    about: 'reservation',
    reads: ['inventory', 'orders'],
    over: OVER.reservations,
    sql: (slice) => `
      select r.id, r.order_id as has, 'an order' as due from inventory.reservations r
       where ${slice('r.id')} and r.state = 'committed'
         and not exists (select from orders.orders o where o.id = r.order_id)`,
  },
  {
    name: 'payments at G2A',
    says: 'G2A was asked for a payment that no order and no wallet knows.',
    about: 'payment',
    reads: ['sync', 'orders'],
    over: OVER.payments,
    sql: (slice) => `
      select g.payment_id as id, 'no payment' as has, 'a payment' as due from sync.g2a_payments g
       where ${slice('g.payment_id')} and not exists (select from orders.payments p where p.id = g.payment_id)`,
  },
  {
    name: 'refunds at G2A',
    says: 'G2A was asked for a refund that no order knows.',
    about: 'refund',
    reads: ['sync', 'orders'],
    over: OVER.refunds,
    sql: (slice) => `
      select g.refund_id as id, 'no refund' as has, 'a refund' as due from sync.g2a_refunds g
       where ${slice('g.refund_id')} and not exists (select from orders.refunds r where r.id = g.refund_id)`,
  },
  {
    name: 'keys for no order',
    says: 'Keys were bought for a line that no order has.',
    about: 'purchase of keys',
    reads: ['sync', 'orders'],
    over: OVER.purchases,
    sql: (slice) => `
      select k.id, k.order_id || '/' || k.part_id as has, 'a line of an order' as due from sync.key_purchases k
       where ${slice('k.id')}
         and not exists (select from orders.order_lines l where (l.order_id, l.part_id) = (k.order_id, k.part_id))`,
  },
  {
    name: 'sales for the warehouse',
    says: 'The warehouse is told of a sale that inventory does not know, or of another quantity.',
    about: 'number of a sale',
    reads: ['sync', 'inventory'],
    over: OVER.reported,
    sql: (slice) => `
      select w.number as id, w.reference || ': ' || w.quantity as has, s.reference || ': ' || s.quantity as due
        from sync.warehouse_sales w left join inventory.sales s on s.number = w.number
       where ${slice('w.number')} and (s.reference, s.quantity) is distinct from (w.reference, w.quantity)`,
  },
  {
    name: 'events of parts',
    says: 'The log of recent events tells of a part that does not exist.',
    about: 'entry of the event log',
    reads: ['realtime', 'catalog'],
    over: OVER.log,
    sql: (slice) => `
      select g.seq || '/' || g.part_id as id, g.type as has, 'a part' as due from realtime.event_log g
       where ${slice('g.seq')} and g.part_id is not null
         and not exists (select from catalog.parts p where p.id = g.part_id)`,
  },
  {
    name: 'pages of no part',
    says: 'The watcher told of a page of a part that does not exist.',
    about: 'disagreement',
    reads: ['watcher', 'catalog'],
    over: OVER.disagreements,
    sql: (slice) => `
      select d.id, d.part_id as has, 'a part' as due from watcher.disagreements d
       where ${slice('d.id')} and not exists (select from catalog.parts p where p.id = d.part_id)`,
  },
  {
    name: 'carts of nobody',
    says: 'A cart belongs to an account that does not exist.',
    about: 'cart',
    reads: ['orders', 'auth'],
    over: OVER.cartItems,
    sql: (slice) =>
      OF_NOBODY('orders.cart_items', slice('i.owner_kind', 'i.owner_id', 'i.part_id')),
  },
  {
    name: 'wishlists of nobody',
    says: 'A wishlist belongs to an account that does not exist.',
    about: 'wishlist',
    reads: ['orders', 'auth'],
    over: OVER.wishes,
    sql: (slice) =>
      OF_NOBODY('orders.wishlist_items', slice('i.owner_kind', 'i.owner_id', 'i.part_id')),
  },
] as const satisfies readonly Check[];

import { OVER, type Check } from './check.js';

/** What must be true of stock and reservations. */
export const STOCK_CHECKS = [
  {
    name: 'stock and movements',
    says: 'The stock of a part is not the sum of its movements.',
    about: 'part',
    reads: ['inventory'],
    over: OVER.levels,
    sql: (slice) => `
      select l.part_id as id, l.current_stock as has, m.moved as due
        from inventory.stock_levels l
        left join inventory.movement_removals g on g.part_id = l.part_id
       cross join lateral (select coalesce(g.moved, 0) + coalesce(sum(delta), 0) as moved
                             from inventory.stock_movements where part_id = l.part_id) m
       where ${slice('l.part_id')} and l.current_stock <> m.moved`,
  },
  {
    name: 'stock and reservations',
    says: 'The reserved quantity of a part is not what its open reservations hold.',
    about: 'part',
    reads: ['inventory'],
    over: OVER.levels,
    sql: (slice) => `
      select l.part_id as id, l.reserved_quantity as has, h.held as due
        from inventory.stock_levels l
       cross join lateral (select coalesce(sum(rl.quantity), 0) as held from inventory.reservation_lines rl
                             join inventory.reservations r on r.id = rl.reservation_id
                            where rl.part_id = l.part_id and r.state = 'held') h
       where ${slice('l.part_id')} and l.reserved_quantity <> h.held`,
  },
  {
    name: 'stock and sales',
    says: 'Another quantity of a part has left the shelf for orders than was committed and not returned.',
    about: 'part',
    reads: ['inventory'],
    over: OVER.levels,
    sql: (slice) => `
      select l.part_id as id, m.left_shelf as has, c.committed as due
        from inventory.stock_levels l
        left join inventory.movement_removals g on g.part_id = l.part_id
       cross join lateral (select coalesce(g.sold, 0) - coalesce(sum(delta), 0) as left_shelf from inventory.stock_movements
                            where part_id = l.part_id and kind in ('reservation_committed', 'order_returned')) m
       cross join lateral (select coalesce(sum(rl.quantity - rl.returned_quantity), 0) as committed
                             from inventory.reservation_lines rl
                             join inventory.reservations r on r.id = rl.reservation_id
                            where rl.part_id = l.part_id and r.state = 'committed') c
       where ${slice('l.part_id')} and m.left_shelf <> c.committed`,
  },
  {
    // An order stands before its reservation does, and a failed one at rest has had its hold released.
    name: 'holds that outlived their order',
    says: 'A reservation holds pieces although its order is over or does not exist, or its time was up ten minutes ago.',
    about: 'reservation',
    reads: ['inventory', 'orders'],
    over: OVER.reservations,
    sql: (slice) => `
      select r.id, 'held' as has, coalesce(o.status, 'no order') as due
        from inventory.reservations r left join orders.orders o on o.id = r.order_id
       where ${slice('r.id')} and r.state = 'held'
         and (o.id is null or o.next_step is null and o.status in ('failed', 'cancelled', 'refunded')
              or r.expires_at < now() - interval '10 minutes')`,
  },
] as const satisfies readonly Check[];

import { OVER, type Check } from './check.js';

/** Of all services: each sends events and hears of some. */
const SCHEMAS = [
  'orders',
  'inventory',
  'realtime',
  'catalog',
  'watcher',
  'auth',
  'sync',
  'operations',
];

/** What must be true of events, of what was heard of them, and of what one service knows of another's records. */
export const EVENT_CHECKS = [
  {
    name: 'events that never left',
    says: 'An event has waited for a minute, and was not published.',
    about: 'event',
    reads: SCHEMAS,
    sql: () =>
      SCHEMAS.map(
        (schema) => `
      select '${schema}:' || e.seq as id, 'not published' as has, e.type as due from ${schema}.outbox e
       where e.published_at is null and e.created_at < now() - interval '1 minute'`,
      ).join(' union all '),
  },
  {
    name: 'outbox of stock',
    says: 'An event tells of a version of stock that does not exist.',
    about: 'event',
    reads: ['inventory'],
    over: OVER.stockEvents,
    sql: (slice) => `
      select e.seq || '/' || e.aggregateid as id, e.version as has, coalesce(l.version, 0) as due
        from inventory.outbox e left join inventory.stock_levels l on l.part_id::text = e.aggregateid
       where ${slice('e.seq')} and e.type like 'stock.%' and e.version > coalesce(l.version, 0)`,
  },
  {
    name: 'outbox of orders',
    says: 'An event tells of a version of an order that does not exist.',
    about: 'event',
    reads: ['orders'],
    over: OVER.orderEvents,
    sql: (slice) => `
      select e.seq || '/' || e.aggregateid as id, e.version as has, coalesce(o.version, 0) as due
        from orders.outbox e left join orders.orders o on o.id::text = e.aggregateid
       where ${slice('e.seq')}
         and e.type in ('order.created', 'order.paid', 'order.fulfilment_requested', 'order.completed',
                        'order.failed', 'order.cancelled', 'order.refunded', 'order.keys_updated',
                        'order.parcel_handed_over')
         and e.version > coalesce(o.version, 0)`,
  },
  {
    name: 'event log of stock',
    says: 'The log of recent events knows a version of stock that does not exist.',
    about: 'entry of the event log',
    reads: ['realtime', 'inventory'],
    over: OVER.log,
    sql: (slice) => `
      select g.seq || '/' || g.part_id as id, g.version as has, coalesce(l.version, 0) as due
        from realtime.event_log g left join inventory.stock_levels l using (part_id)
       where ${slice('g.seq')} and g.type like 'stock.%' and g.version > coalesce(l.version, 0)`,
  },
  {
    // Nothing was heard of stock that was there before the first event.
    name: 'stock as heard',
    says: 'Open pages are told of another version of stock than inventory has.',
    about: 'part',
    reads: ['realtime', 'inventory'],
    over: OVER.heard,
    sql: (slice) => `
      select h.part_id as id, h.stock_version as has, coalesce(l.version, 0) as due
        from realtime.part_versions h left join inventory.stock_levels l using (part_id)
       where ${slice('h.part_id')} and h.stock_version > 0 and h.stock_version <> coalesce(l.version, 0)`,
  },
  {
    name: 'content as heard',
    says: 'Open pages are told of another version of a part than the catalogue has.',
    about: 'part',
    reads: ['realtime', 'catalog'],
    over: OVER.heard,
    sql: (slice) => `
      select h.part_id as id, h.content_version as has, coalesce(p.version, 0) as due
        from realtime.part_versions h left join catalog.parts p on p.id = h.part_id
       where ${slice('h.part_id')} and h.content_version > 0 and h.content_version <> coalesce(p.version, 0)`,
  },
  {
    // Marks are removed in time; letters stay.
    name: 'inbox and dead letters',
    says: 'A consumer gave up on an event, and nothing keeps it from handling the event again.',
    about: 'dead letter',
    reads: SCHEMAS,
    sql: () =>
      SCHEMAS.map(
        (schema) => `
      select '${schema}:' || d.id as id, 'no mark' as has, d.consumer as due from ${schema}.dead_letters d
       where d.failed_at > now() - interval '1 day'
         and not exists (select from ${schema}.inbox i where (i.consumer, i.event_id) = (d.consumer, d.event_id))`,
      ).join(' union all '),
  },
  {
    name: 'notifications',
    says: 'A notification of an outside system has an outcome but no time of it, or a time but no outcome.',
    about: 'notification',
    reads: ['sync'],
    over: OVER.notifications,
    sql: (slice) => `
      select n.id || '/' || n.subject as id, n.state as has, n.settled_at as due from sync.webhook_inbox n
       where ${slice('n.id')} and (n.state = 'received') <> (n.settled_at is null)`,
  },
  {
    name: 'links and parts',
    says: 'A product of an outside system is linked to a part that does not exist.',
    about: 'link',
    reads: ['sync', 'catalog'],
    over: OVER.links,
    sql: (slice) => `
      select k.id, k.part_id as has, null as due from sync.product_links k
       where ${slice('k.id')} and k.unlinked_at is null
         and not exists (select from catalog.parts p where p.id = k.part_id)`,
  },
] as const satisfies readonly Check[];

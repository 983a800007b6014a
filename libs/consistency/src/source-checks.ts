import { OVER, type Check } from './check.js';

/** What was sold of a part and is not yet in the figure of its source `f`. */
const UNCOUNTED = `(select coalesce(sum(x.quantity), 0) as uncounted from inventory.sales x
                            where x.part_id = f.part_id and x.source = f.source
                              and x.external_id = f.external_id and x.state = 'open')`;

/** What must be true of parts that an outside system counts. */
export const SOURCE_CHECKS = [
  {
    // Until the next figure staff may say otherwise.
    name: 'stock and source',
    says: 'A part has another stock than its source announced, less what was sold since and what is kept back.',
    about: 'part',
    reads: ['inventory'],
    over: OVER.figures,
    sql: (slice) => `
      select f.part_id as id, l.current_stock || ' of ' || coalesce(l.source, 'staff') as has, d.due || ' of ' || f.source as due
        from inventory.stock_sources f join inventory.stock_levels l using (part_id)
       cross join lateral ${UNCOUNTED} o
       cross join lateral (select greatest(l.reserved_quantity, f.announced - o.uncounted - f.kept_back) as due) d
       where ${slice('f.part_id')} and not f.overridden
         and (l.source is distinct from f.source or l.current_stock <> d.due)`,
  },
  {
    name: 'missing pieces',
    says: 'Pieces that are held are not there and nobody was told, or a shortfall is open and nothing is missing.',
    about: 'part',
    reads: ['inventory'],
    over: OVER.figures,
    sql: (slice) => `
      select f.part_id as id, coalesce(h.missing, 0) as has, d.missing as due
        from inventory.stock_sources f join inventory.stock_levels l using (part_id)
       cross join lateral ${UNCOUNTED} o
       cross join lateral (select greatest(l.reserved_quantity - f.announced + o.uncounted, 0) as missing) d
        left join inventory.shortfalls h on h.part_id = f.part_id and h.state <> 'resolved'
       where ${slice('f.part_id')} and not f.overridden and d.missing <> coalesce(h.missing, 0)`,
  },
  {
    name: 'sale numbers',
    says: 'The numbers of sales have a gap, or a number was given that is above the last one.',
    about: 'sale number',
    reads: ['inventory'],
    sql: () => `
      select n.last as id, s.numbered || ' numbers up to ' || s.highest as has, n.last || ' numbers up to ' || n.last as due
        from inventory.sale_numbers n
       cross join (select coalesce(max(number), 0) as highest, count(number) as numbered from inventory.sales) s
       where n.last <> s.highest or n.last <> s.numbered`,
  },
  {
    // The tree from its top down. Under way: a change of the catalogue that inventory has not heard of, and levels that follow a category.
    name: 'kept back',
    says: 'Of a part another number of units is kept back than staff set for it, or for its category.',
    about: 'part',
    reads: ['inventory', 'catalog'],
    over: OVER.figures,
    sql: (slice) => `
      with recursive set_for as (
        select k.id, b.pieces from catalog.categories k
          left join inventory.category_buffers b on b.category_id = k.id where k.parent_id is null
        union all
        select k.id, coalesce(b.pieces, s.pieces) from set_for s
          join catalog.categories k on k.parent_id = s.id
          left join inventory.category_buffers b on b.category_id = k.id),
      unheard as (
        select e.type, e.aggregateid from catalog.outbox e
         where e.type in ('content.updated', 'content.rolled_back', 'part.restored', 'category.moved')
           and e.created_at > now() - interval '1 hour'
           and not exists (select from inventory.inbox i where i.event_id = e.id))
      select f.part_id as id, f.kept_back as has, coalesce(b.pieces, s.pieces, 0) as due
        from inventory.stock_sources f
        join catalog.parts p on p.id = f.part_id and p.deleted_at is null
        left join inventory.safety_buffers b using (part_id)
        left join set_for s on s.id = p.category_id
       where ${slice('f.part_id')} and not f.overridden and f.kept_back <> coalesce(b.pieces, s.pieces, 0)
         and not exists (select from unheard u where u.type = 'category.moved' or u.aggregateid = f.part_id::text)
         and not exists (select from inventory_jobs.job j where j.name = 'follow-category-buffer' and j.state < 'completed')`,
  },
] as const satisfies readonly Check[];

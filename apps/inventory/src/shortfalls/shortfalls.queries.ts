import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound, type Page } from '@tandem/kernel';
import { Database, type Queryable } from '@tandem/persistence';
import { SHORTFALL_COLUMNS, type Shortfall } from '../sources/shortfall-store.js';
import { MOST_ORDERS, type ShortfallDto, type ShortfallsQuery } from './shortfalls.dto.js';

/** Who needs the pieces now: orders that hold them, and those that bought what the source has not counted. */
const ORDERS = `(select coalesce(json_agg(json_build_object(
      'order_id', o.order_id, 'quantity', o.quantity, 'is_sold', o.is_sold) order by o.at desc), '[]')
  from (
    select * from (
      select v.order_id, l.quantity, false as is_sold, v.created_at as at
        from reservation_lines l join reservations v on v.id = l.reservation_id
       where l.part_id = h.part_id and v.state = 'held'
      union all
      select x.order_id, sum(x.quantity)::int, true, max(x.sold_at) from sales x
       where x.part_id = h.part_id and x.state = 'open' group by x.order_id having sum(x.quantity) > 0
    ) as needed
    where h.state <> 'resolved' order by at desc limit ${MOST_ORDERS}) o) as orders`;

type Row = Shortfall & Pick<ShortfallDto, 'sku' | 'orders'>;

const SELECT = `select ${SHORTFALL_COLUMNS}, p.sku, ${ORDERS}
  from shortfalls h join catalog.part_refs p on p.id = h.part_id`;

@Injectable()
export class ShortfallQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list({ state, limit, cursor }: ShortfallsQuery): Promise<Page<ShortfallDto>> {
    const place = decodeCursor(cursor, { at: 'time', id: 'uuid' });
    const rows = await this.database.query<Row>(
      `${SELECT}
        where ($1::text is null or (h.state = 'open') = ($1 = 'open'))
          and ($2::timestamptz is null or (h.opened_at, h.id) < ($2, $3::uuid))
        order by h.opened_at desc, h.id desc limit $4`,
      [state ?? null, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(toDto);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ at: last.opened_at, id: last.id }) : null,
    };
  }
}

/** @throws DomainError 404 */
export async function readShortfall(db: Queryable, id: string): Promise<ShortfallDto> {
  const [row] = await db.query<Row>(`${SELECT} where h.id = $1`, [id]);
  if (!row) throw notFound('shortfall', id);
  return toDto(row);
}

function toDto(row: Row): ShortfallDto {
  return {
    id: row.id,
    part_id: row.part_id,
    sku: row.sku,
    source: row.source,
    announced: row.announced,
    held: row.held,
    missing: row.missing,
    released: row.released,
    // What staff accepted needs nobody any more, though pieces are still missing.
    state: row.state === 'open' ? 'open' : 'resolved',
    resolution: row.resolution,
    note: row.note,
    orders: row.orders,
    version: row.version,
    opened_at: row.opened_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
    resolved_by_name: row.resolved_by_name,
  };
}

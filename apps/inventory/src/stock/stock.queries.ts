import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import type { Page } from '@tandem/kernel';
import { type PageQuery } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { partNotFound } from './errors.js';
import type { MovementFilterQuery } from './stock.dto.js';
import type { StockLevel } from './stock-level.js';
import { STOCK_COLUMNS } from './stock-store.js';
import { toStockView, untouchedStockView, type StockView } from './stock-view.js';

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

const MOVEMENT = `m.id::float8 as id, m.part_id, m.delta, m.resulting_stock, m.kind, m.reason, m.reference,
  ${ORDERS} as orders, m.actor, m.actor_name, m.created_at`;

type MovementRow = Omit<StockMovement, 'created_at'> & { created_at: Date };

@Injectable()
export class StockQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 for a part that is unknown or deleted. */
  async ofPart(partId: number): Promise<StockView> {
    const [view] = await this.ofParts([partId]);
    if (!view) throw partNotFound(partId);
    return view;
  }

  /** Straight from the database, live parts only, in part-id order. */
  async ofParts(partIds: readonly number[]): Promise<StockView[]> {
    const rows = await this.database.query<{ id: number } & (StockLevel | { version: null })>(
      `select r.id, ${STOCK_COLUMNS}
         from catalog.part_refs r left join stock_levels s on s.part_id = r.id
        where r.id = any($1::int[]) and r.deleted_at is null order by r.id`,
      [partIds],
    );
    return rows.map((row) =>
      row.version === null ? untouchedStockView(row.id) : toStockView(row),
    );
  }

  /** A part's ledger, newest first. Deleted parts keep theirs. */
  async movements(partId: number, page: PageQuery): Promise<Page<StockMovement>> {
    const place = decodeCursor(page.cursor, { id: 'bigint' });
    const rows = await this.database.query<MovementRow>(
      `select ${MOVEMENT} from stock_movements m
        where m.part_id = $1 and ($2::bigint is null or m.id < $2) order by m.id desc limit $3`,
      [partId, place?.id ?? null, page.limit + 1],
    );
    if (rows.length === 0 && !(await this.isPart(partId))) throw partNotFound(partId);
    return movementPage(rows, page.limit, ({ id }) => ({ id: String(id) }));
  }

  /** The ledger of all parts, newest first. */
  async allMovements({
    from,
    to,
    limit,
    cursor,
  }: PageQuery & MovementFilterQuery): Promise<Page<StockMovement>> {
    const place = decodeCursor(cursor, { at: 'time', id: 'bigint' });
    const rows = await this.database.query<MovementRow>(
      `select ${MOVEMENT} from stock_movements m
        where ($1::timestamptz is null or m.created_at >= $1) and ($2::timestamptz is null or m.created_at < $2)
          and ($3::timestamptz is null or (m.created_at, m.id) < ($3, $4::bigint))
        order by m.created_at desc, m.id desc limit $5`,
      [from ?? null, to ?? null, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    return movementPage(rows, limit, ({ created_at, id }) => ({ at: created_at, id: String(id) }));
  }

  private async isPart(partId: number): Promise<boolean> {
    const found = await this.database.query<unknown>(
      'select from catalog.part_refs where id = $1',
      [partId],
    );
    return found.length > 0;
  }
}

function movementPage(
  rows: readonly MovementRow[],
  limit: number,
  placeOf: (last: StockMovement) => Record<string, string>,
): Page<StockMovement> {
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next_cursor: last ? encodeCursor(placeOf(last)) : null };
}

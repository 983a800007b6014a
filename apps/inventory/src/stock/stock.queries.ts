import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { type PageQuery } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { InventoryConfig } from '../config.js';
import { partNotFound } from './errors.js';
import { MOVEMENT, toMovement, type MovementRow, type StockMovement } from './movement.js';
import { movementsRemoved, type MovementPage } from './removed-movements.js';
import type { StockLevel } from './stock-level.js';
import { STOCK_COLUMNS } from './stock-store.js';
import { toStockView, untouchedStockView, type StockView } from './stock-view.js';

@Injectable()
export class StockQueries {
  constructor(
    private readonly database: Database,
    private readonly config: InventoryConfig,
  ) {}

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
  async movements(partId: number, page: PageQuery): Promise<MovementPage<StockMovement>> {
    const place = decodeCursor(page.cursor, { id: 'bigint' });
    const rows = await this.database.query<MovementRow>(
      `select ${MOVEMENT} from stock_movements m
        where m.part_id = $1 and ($2::bigint is null or m.id < $2) order by m.id desc limit $3`,
      [partId, place?.id ?? null, page.limit + 1],
    );
    if (rows.length === 0 && !(await this.isPart(partId))) throw partNotFound(partId);
    const items = rows.slice(0, page.limit).map(toMovement);
    const last = rows.length > page.limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ id: String(last.id) }) : null,
      removed: await movementsRemoved(this.database, this.config.movementDays, partId),
    };
  }

  private async isPart(partId: number): Promise<boolean> {
    const found = await this.database.query<unknown>(
      'select from catalog.part_refs where id = $1',
      [partId],
    );
    return found.length > 0;
  }
}

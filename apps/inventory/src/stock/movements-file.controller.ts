import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, IntId, type FileColumns } from '@tandem/http';
import { MovementFilterQuery } from './stock.dto.js';
import { StockQueries, type StockMovement } from './stock.queries.js';

const COLUMNS: FileColumns<StockMovement> = {
  id: ({ id }) => id,
  part_id: ({ part_id }) => part_id,
  delta: ({ delta }) => delta,
  resulting_stock: ({ resulting_stock }) => resulting_stock,
  kind: ({ kind }) => kind,
  reason: ({ reason }) => reason,
  reference: ({ reference }) => reference,
  orders: ({ orders }) =>
    orders.map(({ quantity, order_id }) => `${quantity} × ${order_id}`).join(' | '),
  actor: ({ actor }) => actor,
  actor_name: ({ actor_name }) => actor_name,
  created_at: ({ created_at }) => created_at,
};

/** The ledger of stock as files. */
@ApiTags('stock')
@Controller('api/v1/admin')
export class MovementsFileController {
  constructor(private readonly stock: StockQueries) {}

  @Get('parts/:id/stock/movements.csv')
  @RequirePermission('stock:read')
  @AnswersListFile('The stock movements of one part as CSV, newest first')
  exportPartMovements(@IntId() id: number): Promise<StreamableFile> {
    const pages = everyPage((place) => this.stock.movements(id, place));
    return csvFile(`stock-movements-${id}`, COLUMNS, pages);
  }

  @Get('stock/movements.csv')
  @RequirePermission('stock:read')
  @AnswersListFile('The stock movements of all parts as CSV, newest first')
  exportMovements(@Query() query: MovementFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.stock.allMovements({ ...query, ...place }));
    return csvFile('stock-movements', COLUMNS, pages);
  }
}

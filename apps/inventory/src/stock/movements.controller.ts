import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import {
  AnswersListFile,
  csvFile,
  everyPage,
  IntId,
  type FileColumns,
  Priority,
} from '@tandem/http';
import type { StockMovement } from './movement.js';
import { MovementQueries, type PartMovement } from './movement-queries.js';
import type { MovementPage } from './removed-movements.js';
import { MovementFilterQuery, MovementsQuery, PartMovementPageDto } from './stock.dto.js';
import { StockQueries } from './stock.queries.js';

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

const OF_ALL: FileColumns<PartMovement> = { ...COLUMNS, sku: ({ sku }) => sku };

/** The ledger of stock, of all parts and as files. */
@ApiTags('stock')
@Controller('api/v1/admin')
@Priority('deferrable')
export class MovementsController {
  constructor(
    private readonly stock: StockQueries,
    private readonly movements: MovementQueries,
  ) {}

  @Get('stock/movements')
  @RequirePermission('stock:read')
  @ApiOperation({
    summary: 'The stock movements of all parts, newest first',
    description: 'A page may have fewer items than asked for, or none, and a next one.',
  })
  @ApiOkResponse({ type: PartMovementPageDto })
  list(@Query() query: MovementsQuery): Promise<MovementPage<PartMovement>> {
    return this.movements.list(query);
  }

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
    const pages = everyPage((place) => this.movements.list({ ...query, ...place }));
    return csvFile('stock-movements', OF_ALL, pages);
  }
}

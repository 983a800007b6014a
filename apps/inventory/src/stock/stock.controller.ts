import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { BodyLimits, expectedVersion, IntId, PageQuery, Priority } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { checkBulkEdits } from './bulk-edits.js';
import { ChangeStock } from './change-stock.js';
import type { StockEdit } from './stock-level.js';
import type { ChangeNote } from './stock-store.js';
import type { StockView } from './stock-view.js';
import { toStockView } from './stock-view.js';
import {
  AdjustStockDto,
  BulkStockDto,
  SetStockDto,
  StockMovementPageDto,
  StockViewDto,
  StockViewListDto,
} from './stock.dto.js';
import type { StockMovement } from './movement.js';
import type { MovementPage } from './removed-movements.js';
import { StockQueries } from './stock.queries.js';

@ApiTags('stock')
@Controller('api/v1/admin')
export class StockController {
  constructor(
    private readonly stock: StockQueries,
    private readonly changeStock: ChangeStock,
  ) {}

  @Get('parts/:id/stock')
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'The stock of one part, straight from the database' })
  @ApiOkResponse({ type: StockViewDto })
  read(@IntId() id: number): Promise<StockView> {
    return this.stock.ofPart(id);
  }

  @Put('parts/:id/stock')
  @Priority('critical')
  @RequirePermission('stock:write')
  @ApiOperation({ summary: 'Sets the stock of a part' })
  @ApiOkResponse({ type: StockViewDto })
  set(
    @IntId() id: number,
    @Body() body: SetStockDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<StockView> {
    const version = expectedVersion(body.version, request);
    return this.changeOne({ ...body, part_id: id, version }, { kind: 'set', by: user });
  }

  @Post('parts/:id/stock/adjust')
  @Priority('critical')
  @HttpCode(200)
  @RequirePermission('stock:write')
  @ApiOperation({
    summary: 'Changes the stock of a part by a difference; concurrent changes add up',
  })
  @ApiOkResponse({ type: StockViewDto })
  adjust(
    @IntId() id: number,
    @Body() { delta, reason, version: read }: AdjustStockDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<StockView> {
    const version = expectedVersion(read, request);
    return this.changeOne({ part_id: id, delta, version }, { kind: 'adjusted', reason, by: user });
  }

  @Get('parts/:id/stock/movements')
  @Priority('deferrable')
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'The stock movements of one part, newest first' })
  @ApiOkResponse({ type: StockMovementPageDto })
  movements(@IntId() id: number, @Query() page: PageQuery): Promise<MovementPage<StockMovement>> {
    return this.stock.movements(id, page);
  }

  @Post('stock/bulk')
  @Priority('critical')
  @BodyLimits({ bytes: 256 * 1024, keys: 8_000, items: 2_000 })
  @HttpCode(200)
  @RequirePermission('stock:write')
  @ApiOperation({ summary: 'Changes up to 1,000 parts: all of them or none' })
  @ApiOkResponse({ type: StockViewListDto })
  async bulk(
    @Body() { lines, reason }: BulkStockDto,
    @CurrentUser() user: AuthUser,
  ): Promise<{ items: StockView[] }> {
    const edits = checkBulkEdits(lines);
    const changes = await this.changeStock.change({
      edits,
      asLines: true,
      note: { kind: 'bulk', reason, by: user },
    });
    return { items: changes.map(({ after }) => toStockView(after)) };
  }

  private async changeOne(edit: StockEdit, note: ChangeNote): Promise<StockView> {
    const [change] = await this.changeStock.change({ edits: [edit], asLines: false, note });
    return toStockView(change!.after);
  }
}

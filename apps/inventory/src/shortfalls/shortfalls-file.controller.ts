import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { ShortfallFilterQuery, type ShortfallDto } from './shortfalls.dto.js';
import { ShortfallQueries } from './shortfalls.queries.js';

const COLUMNS: FileColumns<ShortfallDto> = {
  id: ({ id }) => id,
  part_id: ({ part_id }) => part_id,
  sku: ({ sku }) => sku,
  source: ({ source }) => source,
  announced: ({ announced }) => announced,
  held: ({ held }) => held,
  missing: ({ missing }) => missing,
  released: ({ released }) => released,
  state: ({ state }) => state,
  resolution: ({ resolution }) => resolution,
  note: ({ note }) => note,
  orders: ({ orders }) =>
    orders
      .map((one) => `${one.quantity} × ${one.order_id} ${one.is_sold ? 'paid' : 'reserved'}`)
      .join(' | '),
  opened_at: ({ opened_at }) => opened_at,
  updated_at: ({ updated_at }) => updated_at,
  resolved_at: ({ resolved_at }) => resolved_at,
  resolved_by: ({ resolved_by_name }) => resolved_by_name,
};

/** Shortfalls as a file. */
@ApiTags('stock')
@Controller('api/v1/admin/sync')
@Priority('deferrable')
export class ShortfallsFileController {
  constructor(private readonly shortfalls: ShortfallQueries) {}

  @Get('shortfalls.csv')
  @RequirePermission('stock:read')
  @AnswersListFile('The shortfalls of the table as CSV')
  exportShortfalls(@Query() query: ShortfallFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.shortfalls.list({ ...query, ...place }));
    return csvFile('shortfalls', COLUMNS, pages);
  }
}

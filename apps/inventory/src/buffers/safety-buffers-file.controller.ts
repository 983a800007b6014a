import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { SafetyBufferFilterQuery, type SafetyBufferItemDto } from './safety-buffers.dto.js';
import { SafetyBufferQueries } from './safety-buffers.queries.js';

const COLUMNS: FileColumns<SafetyBufferItemDto> = {
  set_for: ({ kind }) => kind,
  part_id: ({ part_id }) => part_id,
  sku: ({ sku }) => sku,
  category_id: ({ category_id }) => category_id,
  category: ({ category_name }) => category_name,
  pieces: ({ pieces }) => pieces,
  updated_at: ({ updated_at }) => updated_at,
  updated_by: ({ updated_by_name }) => updated_by_name,
};

/** What is kept back, as a file. */
@ApiTags('stock')
@Controller('api/v1/admin/stock')
@Priority('deferrable')
export class SafetyBuffersFileController {
  constructor(private readonly buffers: SafetyBufferQueries) {}

  @Get('safety-buffers.csv')
  @RequirePermission('stock:read')
  @AnswersListFile('The safety buffers of the table as CSV')
  exportSafetyBuffers(@Query() query: SafetyBufferFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.buffers.list({ ...query, ...place }));
    return csvFile('safety-buffers', COLUMNS, pages);
  }
}

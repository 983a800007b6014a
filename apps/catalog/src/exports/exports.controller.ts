import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersFile, csvFile, jsonLinesFile, Priority } from '@tandem/http';
import { AdminFilterQuery } from '../content/admin-list.js';
import { ExportParts, PART_COLUMNS } from './export-parts.js';

/** Parts as files. */
@ApiTags('admin: imports')
@Controller('api/v1/admin')
@Priority('deferrable')
export class ExportsController {
  constructor(private readonly exportParts: ExportParts) {}

  @Get('parts.csv')
  @RequirePermission('content:read')
  @AnswersFile('csv')
  @ApiOperation({ summary: 'The parts of the table as CSV, which can be imported again' })
  exportCsv(@Query() query: AdminFilterQuery): Promise<StreamableFile> {
    return csvFile('parts', PART_COLUMNS, this.exportParts.pages(query));
  }

  @Get('parts.jsonl')
  @RequirePermission('content:read')
  @AnswersFile('jsonl')
  @ApiOperation({ summary: 'The parts of the table as JSON Lines, which can be imported again' })
  exportJsonLines(@Query() query: AdminFilterQuery): Promise<StreamableFile> {
    return jsonLinesFile('parts', this.exportParts.pages(query));
  }
}

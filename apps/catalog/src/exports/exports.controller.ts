import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AdminFilterQuery } from '../content/admin-list.js';
import { ExportParts } from './export-parts.js';

const FILE = { schema: { type: 'string', format: 'binary' } };

/** Parts as files. */
@ApiTags('admin: imports')
@Controller('api/v1/admin')
export class ExportsController {
  constructor(private readonly exportParts: ExportParts) {}

  @Get('parts.csv')
  @RequirePermission('content:read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The parts of the table as CSV, which can be imported again' })
  @ApiProduces('text/csv')
  @ApiOkResponse(FILE)
  async exportCsv(@Query() query: AdminFilterQuery): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.exportParts.csv(query)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="parts.csv"',
    });
  }

  @Get('parts.jsonl')
  @RequirePermission('content:read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'The parts of the table as JSON Lines, which can be imported again' })
  @ApiProduces('application/jsonl')
  @ApiOkResponse(FILE)
  async exportJsonLines(@Query() query: AdminFilterQuery): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.exportParts.jsonLines(query)), {
      type: 'application/jsonl; charset=utf-8',
      disposition: 'attachment; filename="parts.jsonl"',
    });
  }
}

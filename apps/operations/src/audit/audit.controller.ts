import { Readable } from 'node:stream';
import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AuditFilterQuery, AuditPage, AuditQuery } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';
import { ExportAudit } from './export-audit.js';

@ApiTags('audit')
@Controller('api/v1/admin')
export class AuditController {
  constructor(
    private readonly queries: AuditQueries,
    private readonly exportAudit: ExportAudit,
  ) {}

  @Get('audit')
  @RequirePermission('audit:read')
  @ApiOperation({
    summary: 'Lists what was changed in any service, newest first',
    description:
      'One answer looks through at most 5,000 changes. When few of them fit, `items` is short or empty and `next_cursor` goes on from there.',
  })
  @ApiOkResponse({ type: AuditPage })
  list(@Query() query: AuditQuery): Promise<AuditPage> {
    return this.queries.page(query);
  }

  @Get('audit.csv')
  @RequirePermission('audit:read')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({
    summary: 'What was changed, as CSV',
    description:
      'At most 100,000 changes, newest first. A file that has not all of them says so in its last line, and from when on to ask for the rest.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async exportCsv(@Query() query: AuditFilterQuery): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.exportAudit.csv(query)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="audit.csv"',
    });
  }
}

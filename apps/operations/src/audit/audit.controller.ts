import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersFile, csvFile, Priority } from '@tandem/http';
import { AuditFilterQuery, AuditPage, AuditQuery } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';
import { AUDIT_COLUMNS, ExportAudit } from './export-audit.js';

@ApiTags('audit')
@Controller('api/v1/admin')
@Priority('deferrable')
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
  @AnswersFile('csv')
  @ApiOperation({
    summary: 'What was changed, as CSV',
    description:
      'At most 100,000 changes, newest first. A file that has not all of them says so in its last line, and from when on to ask for the rest.',
  })
  exportCsv(@Query() query: AuditFilterQuery): Promise<StreamableFile> {
    return csvFile('audit', AUDIT_COLUMNS, this.exportAudit.pages(query));
  }
}

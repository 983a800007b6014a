import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { AuditReport, AuditReportQuery } from './audit-report.dto.js';
import { AuditReportQueries } from './audit-report.queries.js';

@ApiTags('audit')
@Controller('api/v1/admin/audit/report')
@Priority('deferrable')
export class AuditReportController {
  constructor(private readonly queries: AuditReportQueries) {}

  @Get()
  @RequirePermission('audit:read')
  @ApiOperation({
    summary: 'Who did how much of what in a period',
    description:
      'The newest 200,000 changes of the period are counted at most; `counted_from` says from when on.',
  })
  @ApiOkResponse({ type: AuditReport })
  report(@Query() query: AuditReportQuery): Promise<AuditReport> {
    return this.queries.report(query);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AuditPage, AuditQuery } from './audit.dto.js';
import { AuditQueries } from './audit.queries.js';

@ApiTags('audit')
@Controller('api/v1/admin/audit')
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  @Get()
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
}

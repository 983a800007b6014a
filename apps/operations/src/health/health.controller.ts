import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { PageQuery } from '@tandem/http';
import { HealthChangesPage, HealthDto } from './health.dto.js';
import { HealthQueries } from './health.queries.js';

@ApiTags('health')
@Controller('api/v1/admin/health')
export class HealthController {
  constructor(private readonly queries: HealthQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'How each service and what it depends on is, and since when' })
  @ApiOkResponse({ type: HealthDto })
  now(): Promise<HealthDto> {
    return this.queries.now();
  }

  @Get('changes')
  @RequirePermission('events:read')
  @ApiOperation({
    summary: 'When a service or what it depends on went down and came up, newest first',
  })
  @ApiOkResponse({ type: HealthChangesPage })
  changes(@Query() query: PageQuery): Promise<HealthChangesPage> {
    return this.queries.changes(query);
  }
}

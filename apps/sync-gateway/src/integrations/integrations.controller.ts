import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { IntegrationsView } from './integrations.dto.js';
import { IntegrationQueries } from './integrations.queries.js';

@ApiTags('sync')
@Controller('api/v1/admin/sync/health')
export class IntegrationsController {
  constructor(private readonly integrations: IntegrationQueries) {}

  @Get()
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'How the systems outside stand: heard, read, next, budget left' })
  @ApiOkResponse({ type: IntegrationsView })
  read(): Promise<IntegrationsView> {
    return this.integrations.overview();
  }
}

import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { ListAlertsQuery, StaffAlert, StaffAlertPage } from './alerts.dto.js';
import { AlertsQueries } from './alerts.queries.js';

@ApiTags('alerts')
@Controller('api/v1/admin/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'What the monitoring has told: what goes on, or what has ended' })
  @ApiOkResponse({ type: StaffAlertPage })
  list(@Query() query: ListAlertsQuery): Promise<StaffAlertPage> {
    return this.alerts.list(query);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Says that you look after an alert' })
  @ApiOkResponse({ type: StaffAlert })
  acknowledge(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<StaffAlert> {
    return this.alerts.acknowledge(id, { id: user.id, name: user.name });
  }
}

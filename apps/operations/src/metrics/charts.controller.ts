import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { CHART_NAMES } from './charts.js';
import { ChartsDto, ChartsQuery } from './charts.dto.js';
import { ChartsQueries } from './charts.queries.js';

@ApiTags('metrics')
@Controller('api/v1/admin/metrics')
export class ChartsController {
  constructor(private readonly queries: ChartsQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'How the shop runs: what its metrics said in the last minutes' })
  @ApiOkResponse({ type: ChartsDto })
  charts(@Query() { charts, minutes }: ChartsQuery): Promise<ChartsDto> {
    return this.queries.charts(charts?.split(',') ?? CHART_NAMES, minutes);
  }
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { SlowStatementPage, SlowStatementsQuery } from './slow-statements.dto.js';
import { SlowStatementsQueries } from './slow-statements.queries.js';

@ApiTags('traces')
@Controller('api/v1/admin/slow-statements')
export class SlowStatementsController {
  constructor(private readonly queries: SlowStatementsQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    summary: 'Statements of the databases that took long, the slowest first',
    description: 'With the plan that the server makes for them and what to look at.',
  })
  @ApiOkResponse({ type: SlowStatementPage })
  list(@Query() query: SlowStatementsQuery): Promise<SlowStatementPage> {
    return this.queries.list(query);
  }
}

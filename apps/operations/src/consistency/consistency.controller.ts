import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { validationFailed } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { Priority } from '@tandem/http';
import { CHECK_NAMES } from './check-names.js';
import {
  RepairDto,
  RepairOutcomesDto,
  ReportDto,
  ReportQuery,
  StartCheckDto,
  StartedCheckDto,
} from './consistency.dto.js';
import { ConsistencyQueries } from './consistency.queries.js';
import { openDifferences } from './difference-store.js';
import { RepairDifferences } from './repair-differences.js';
import { StartCheck } from './start-check.js';

const MOST_REPAIRED = 100;

@ApiTags('consistency')
@Controller('api/v1/admin/consistency')
export class ConsistencyController {
  constructor(
    private readonly database: Database,
    private readonly queries: ConsistencyQueries,
    private readonly startCheck: StartCheck,
    private readonly repairDifferences: RepairDifferences,
  ) {}

  @Get('report')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'The newest check of the shop’s records, and what it found' })
  @ApiOkResponse({ type: ReportDto })
  report(@Query() query: ReportQuery): Promise<ReportDto> {
    return this.queries.report(query);
  }

  @Post('check')
  @Priority('deferrable')
  @HttpCode(202)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Begins a check; 409 while one runs' })
  @ApiBody({ type: StartCheckDto, required: false })
  @ApiAcceptedResponse({ type: StartedCheckDto })
  async check(
    @Body() { checks = [...CHECK_NAMES] }: StartCheckDto,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<StartedCheckDto> {
    return { run_id: await this.startCheck.start(checks, { id, name }) };
  }

  @Post('repair')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Repairs differences from the owner’s truth' })
  @ApiOkResponse({ type: RepairOutcomesDto })
  async repair(
    @Body() { difference_ids, check }: RepairDto,
    @CurrentUser() { id, name }: AuthUser,
  ): Promise<RepairOutcomesDto> {
    if ((difference_ids === undefined) === (check === undefined))
      throw validationFailed([
        { field: 'difference_ids', message: 'must be given, or check, and not both' },
      ]);
    const asked = { ids: difference_ids ?? null, check: check ?? null };
    const open = await openDifferences(this.database, asked, MOST_REPAIRED);
    const outcomes = await this.repairDifferences.repair(open, { id, name });
    const absent = (difference_ids ?? []).filter((one) => !open.some((row) => row.id === one));
    const gone = absent.map((one) => ({ id: one, result: 'not_found' as const, said: null }));
    return { items: [...outcomes, ...gone] };
  }
}

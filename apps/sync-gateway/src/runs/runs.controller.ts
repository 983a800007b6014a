import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { Priority, UuidId } from '@tandem/http';
import type { Page } from '@tandem/kernel';
import {
  RunDetail,
  RunPageDto,
  RunsQuery,
  StartCatalogueRunDto,
  StartedRunDto,
  type RunView,
} from './runs.dto.js';
import { RunQueries } from './runs.queries.js';
import { StartRun } from './start-run.js';

@ApiTags('sync')
@Controller('api/v1/admin/sync')
@Priority('deferrable')
export class RunsController {
  constructor(
    private readonly runs: RunQueries,
    private readonly startRun: StartRun,
  ) {}

  @Post('g2a/products')
  @HttpCode(202)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Starts a synchronisation of the products of G2A; 409 while one runs' })
  @ApiBody({ type: StartCatalogueRunDto, required: false })
  @ApiAcceptedResponse({ type: StartedRunDto })
  async products(
    @Body() { full = false }: StartCatalogueRunDto,
    @CurrentUser() user: AuthUser,
  ): Promise<StartedRunDto> {
    return { run_id: await this.startRun.start('g2a_products', { full }, user.id) };
  }

  @Post('g2a/stock')
  @HttpCode(202)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Starts a check of the stock at G2A; 409 while one runs' })
  @ApiAcceptedResponse({ type: StartedRunDto })
  async stock(@CurrentUser() user: AuthUser): Promise<StartedRunDto> {
    return { run_id: await this.startRun.start('g2a_stock', {}, user.id) };
  }

  @Post('inventory')
  @HttpCode(202)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Starts reading the whole stock of the warehouse; 409 while one runs' })
  @ApiAcceptedResponse({ type: StartedRunDto })
  async inventory(@CurrentUser() user: AuthUser): Promise<StartedRunDto> {
    return { run_id: await this.startRun.start('inventory', {}, user.id) };
  }

  @Get('runs')
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'The runs of synchronisation, newest first' })
  @ApiOkResponse({ type: RunPageDto })
  list(@Query() query: RunsQuery): Promise<Page<RunView>> {
    return this.runs.list(query);
  }

  @Get('runs/:id')
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'A run, with what could not be done in it' })
  @ApiOkResponse({ type: RunDetail })
  one(@UuidId() id: string): Promise<RunDetail> {
    return this.runs.one(id);
  }
}

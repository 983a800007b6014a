import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { Jobs } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { Priority } from '@tandem/http';
import { CacheDto } from './cache.dto.js';
import { CacheQueries } from './cache.queries.js';
import { WarmNow } from './warm.jobs.js';

@ApiTags('admin: cache')
@Controller('api/v1/admin/cache')
@Priority('deferrable')
export class CacheController {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly queries: CacheQueries,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    summary: 'How much the shop’s cache answers, and what shoppers read most',
    description: 'Counts are noted once a minute.',
  })
  @ApiOkResponse({ type: CacheDto })
  state(): Promise<CacheDto> {
    return this.queries.state();
  }

  /** Asked twice while one waits, it is done once. */
  @Post('warm')
  @HttpCode(202)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Has what shoppers read most read into the cache' })
  @ApiAcceptedResponse({ description: 'It is among the background work.' })
  async warm(): Promise<void> {
    await this.jobs.enqueue(this.database, WarmNow, {}, { key: 'now' });
  }
}

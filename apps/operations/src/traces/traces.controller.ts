import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { TraceIdPipe } from './trace-id.pipe.js';
import { Trace, TracePage, TracesQuery } from './traces.dto.js';
import { TracesQueries } from './traces.queries.js';

@ApiTags('traces')
@Controller('api/v1/admin/traces')
export class TracesController {
  constructor(private readonly queries: TracesQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    summary: 'Traces that were kept, the newest first',
    description:
      'Those in which something failed, those that took long, and a small share of the rest.',
  })
  @ApiOkResponse({ type: TracePage })
  list(@Query() query: TracesQuery): Promise<TracePage> {
    return this.queries.list(query);
  }

  @Get(':trace_id')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'One trace with its spans' })
  @ApiParam({ name: 'trace_id', schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } })
  @ApiOkResponse({ type: Trace })
  one(@Param('trace_id', TraceIdPipe) traceId: string): Promise<Trace> {
    return this.queries.one(traceId);
  }
}

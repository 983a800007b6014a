import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { ReadsDto, ReadsQuery } from './reads.dto.js';
import { ReadsQueries } from './reads.queries.js';

@ApiTags('consistency')
@Controller('api/v1/admin/consistency/reads')
export class ReadsController {
  constructor(private readonly queries: ReadsQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Whether pages showed what was announced, read from outside' })
  @ApiOkResponse({ type: ReadsDto })
  reads(@Query() { hours }: ReadsQuery): Promise<ReadsDto> {
    return this.queries.since(hours);
  }
}

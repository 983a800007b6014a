import { Body, Controller, Get, Param, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, PageQuery } from '@tandem/http';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';
import { DecideFlag } from './decide-flag.js';
import { FlagQueries } from './flag.queries.js';
import { DecideFlagDto, FlagsPage, FlagView } from './flags.dto.js';

@ApiTags('flags')
@Controller('api/v1/admin/flags')
export class AdminFlagsController {
  constructor(
    private readonly queries: FlagQueries,
    private readonly decideFlag: DecideFlag,
  ) {}

  @Get()
  @RequirePermission('flags:read')
  @ApiOperation({ summary: 'Lists every feature flag with what was decided about it, by name' })
  @ApiOkResponse({ type: FlagsPage })
  async list(@Query() { limit, cursor }: PageQuery): Promise<FlagsPage> {
    const after = decodeCursor(cursor, { after: 'string' })?.after ?? '';
    const rest = (await this.queries.all()).filter(({ name }) => name > after);
    const items = rest.slice(0, limit);
    const last = rest.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ after: last.name }) : null };
  }

  @Put(':name')
  @RequirePermission('flags:write')
  @IfMatch()
  @ApiOperation({ summary: 'Decides about a feature flag; pages and services follow at once' })
  @ApiOkResponse({ type: FlagView })
  decide(
    @Param('name') name: string,
    @Body() body: DecideFlagDto,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<FlagView> {
    const version = expectedVersion(body.version, request);
    return this.decideFlag.decide({ ...body, name, version, by });
  }
}

import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, Priority, UuidId } from '@tandem/http';
import type { Page } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';
import { ResolveShortfall } from './resolve-shortfall.js';
import {
  ResolveShortfallDto,
  ShortfallDto,
  ShortfallPageDto,
  ShortfallsQuery,
} from './shortfalls.dto.js';
import { ShortfallQueries } from './shortfalls.queries.js';

@ApiTags('stock')
@Controller('api/v1/admin/sync/shortfalls')
export class ShortfallsController {
  constructor(
    private readonly shortfalls: ShortfallQueries,
    private readonly resolveShortfall: ResolveShortfall,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'Parts of which orders need more than outside systems have' })
  @ApiOkResponse({ type: ShortfallPageDto })
  list(@Query() query: ShortfallsQuery): Promise<Page<ShortfallDto>> {
    return this.shortfalls.list(query);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @RequirePermission('stock:write')
  @ApiOperation({
    summary: 'Accepts that the units are missing; the orders are for staff to handle',
  })
  @ApiOkResponse({ type: ShortfallDto })
  resolve(
    @UuidId('id') id: string,
    @Body() { note, version }: ResolveShortfallDto,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<ShortfallDto> {
    return this.resolveShortfall.accept(id, {
      note,
      version: expectedVersion(version, request),
      by,
    });
  }
}

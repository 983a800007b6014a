import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, IntId, PageQuery } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { editorOf } from './admin-part.controller.js';
import type { AdminPart } from './admin-part.js';
import {
  AdminPartView,
  ContentVersionDetailView,
  ContentVersionPage,
  PartEventPage,
  RollBackCheckView,
  VersionDiffView,
} from './admin.dto.js';
import {
  ContentVersions,
  type ContentVersion,
  type HistoryPage,
  type PartEvent,
  type VersionDiff,
} from './content-versions.js';
import { RollBackDto } from './part.dto.js';
import type { RollBackCheck } from './roll-back.js';

/** What a part was, and the way back. */
@ApiTags('admin: content')
@Controller('api/v1/admin/parts/:id')
export class AdminVersionController {
  constructor(private readonly versions: ContentVersions) {}

  @Get('versions')
  @ApiOperation({ summary: 'The versions of the content, newest first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: ContentVersionPage })
  listVersions(
    @IntId() id: number,
    @Query() query: PageQuery,
  ): Promise<HistoryPage<ContentVersion>> {
    return this.versions.list(id, query);
  }

  @Get('versions/:n')
  @ApiOperation({ summary: 'One version with its content' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: ContentVersionDetailView })
  getVersion(@IntId() id: number, @IntId('n') n: number): Promise<ContentVersion> {
    return this.versions.one(id, n);
  }

  @Get('versions/:a/diff/:b')
  @ApiOperation({ summary: 'What differs between two versions' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: VersionDiffView })
  diffVersions(
    @IntId() id: number,
    @IntId('a') a: number,
    @IntId('b') b: number,
  ): Promise<VersionDiff> {
    return this.versions.diff(id, a, b);
  }

  @Get('versions/:n/rollback-check')
  @ApiOperation({ summary: 'Tells whether what a version refers to is still there' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: RollBackCheckView })
  async checkRollBack(
    @IntId() id: number,
    @IntId('n') n: number,
  ): Promise<{ checks: RollBackCheck[] }> {
    return { checks: await this.versions.checkRollBack(id, n) };
  }

  @Post('versions/:n/rollback')
  @ApiOperation({ summary: 'Makes the content of an old version the newest, or some fields of it' })
  @HttpCode(200)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async rollbackPart(
    @IntId() id: number,
    @IntId('n') n: number,
    @Body() body: RollBackDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = expectedVersion(body?.version, request);
    const change = { id, version, editor: editorOf(user) };
    return (await this.versions.rollback(change, n, body?.fields)).admin;
  }

  @Get('events')
  @ApiOperation({ summary: 'What happened to a part, newest first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: PartEventPage })
  listPartEvents(@IntId() id: number, @Query() query: PageQuery): Promise<HistoryPage<PartEvent>> {
    return this.versions.events(id, query);
  }
}

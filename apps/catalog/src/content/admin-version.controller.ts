import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import type { Page } from '@tandem/kernel';
import { expectedVersion, IfMatch, IntId, PageQuery, VersionDto } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { editorOf } from './admin-part.controller.js';
import type { AdminPart } from './admin-part.js';
import {
  AdminPartView,
  ContentVersionDetailView,
  ContentVersionPage,
  PartEventPage,
  VersionDiffView,
} from './admin.dto.js';
import {
  ContentVersions,
  type ContentVersion,
  type PartEvent,
  type VersionDiff,
} from './content-versions.js';

/** What a part was, and the way back. */
@ApiTags('admin: content')
@Controller('api/v1/admin/parts/:id')
export class AdminVersionController {
  constructor(private readonly versions: ContentVersions) {}

  @Get('versions')
  @ApiOperation({ summary: 'The versions of the content, newest first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: ContentVersionPage })
  listVersions(@IntId() id: number, @Query() query: PageQuery): Promise<Page<ContentVersion>> {
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

  @Post('versions/:n/rollback')
  @ApiOperation({ summary: 'Makes the content of an old version the newest' })
  @HttpCode(200)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async rollbackPart(
    @IntId() id: number,
    @IntId('n') n: number,
    @Body() body: VersionDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = expectedVersion(body?.version, request);
    return (await this.versions.rollback({ id, version, editor: editorOf(user) }, n)).admin;
  }

  @Get('events')
  @ApiOperation({ summary: 'What happened to a part, newest first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: PartEventPage })
  listPartEvents(@IntId() id: number, @Query() query: PageQuery): Promise<Page<PartEvent>> {
    return this.versions.events(id, query);
  }
}

import { Controller, Get, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Public, RequirePermission } from '@tandem/auth-client';
import { IntId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import type { FastifyReply } from 'fastify';
import { CatalogConfig } from '../config.js';
import { readAdminPart } from '../content/admin-part.js';
import { partNotFound } from '../content/errors.js';
import { PreviewTokens } from './preview-tokens.js';
import { PreviewLinkView, PreviewView } from './preview.dto.js';
import { ReadPreview } from './read-preview.js';

const TOKEN_HEADER = 'x-preview-token';

/** A part's page as shoppers see it or would see it, for staff and whoever they send the link to. */
@Controller('api/v1')
export class PreviewController {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
    @Inject(PreviewTokens) private readonly tokens: PreviewTokens,
    private readonly readPreview: ReadPreview,
  ) {}

  @Post('admin/parts/:id/preview')
  @ApiTags('admin: content')
  @ApiOperation({
    summary: 'Makes a link to the part’s page in the shop, for a quarter of an hour',
  })
  @HttpCode(200)
  @RequirePermission('content:read')
  @ApiOkResponse({ type: PreviewLinkView })
  async linkPreview(@IntId() id: number): Promise<PreviewLinkView> {
    const part = await readAdminPart(this.database, id);
    if (!part || part.deleted_at) throw partNotFound(id);
    const { token, expires_at } = this.tokens.issue(id);
    // Behind the #: no server or proxy is told the token, and no log keeps it.
    return { url: `${this.config.shopUrl}/preview/${id}#${token}`, expires_at };
  }

  @Get('parts/:id/preview')
  @ApiTags('parts')
  @ApiOperation({
    summary: 'One part as shoppers will see it, for whoever has a link to its preview',
  })
  @ApiHeader({ name: TOKEN_HEADER, required: true, description: 'The token of the link.' })
  @Public()
  @ApiOkResponse({ type: PreviewView })
  @ApiForbiddenResponse({ description: 'The token is of another part, over, or none.' })
  async getPreview(
    @IntId() id: number,
    @Headers(TOKEN_HEADER) token: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreviewView> {
    void reply.header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex');
    this.tokens.require(token, id);
    return this.readPreview.read(id);
  }
}

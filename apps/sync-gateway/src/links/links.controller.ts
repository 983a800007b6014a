import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { Priority, UuidId } from '@tandem/http';
import type { Page } from '@tandem/kernel';
import { ChangeLinks } from './change-links.js';
import { LinkPageDto, LinksQuery, MadeLinkDto, MakeLinkDto, type LinkView } from './links.dto.js';
import { LinkQueries } from './links.queries.js';

@ApiTags('sync')
@Controller('api/v1/admin/sync/links')
export class LinksController {
  constructor(
    private readonly links: LinkQueries,
    private readonly changeLinks: ChangeLinks,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'Which part is which product outside, newest first' })
  @ApiOkResponse({ type: LinkPageDto })
  list(@Query() query: LinksQuery): Promise<Page<LinkView>> {
    return this.links.list(query);
  }

  @Post()
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Links a part to a product outside' })
  @ApiCreatedResponse({ type: MadeLinkDto })
  async link(
    @Body() { system, external_id: externalId, part_id: partId }: MakeLinkDto,
    @CurrentUser() user: AuthUser,
  ): Promise<MadeLinkDto> {
    return { id: await this.changeLinks.link({ system, externalId, partId }, user.id) };
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Undoes a link; no run makes it again' })
  @ApiNoContentResponse()
  async undo(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<void> {
    await this.changeLinks.undo(id, user.id);
  }
}

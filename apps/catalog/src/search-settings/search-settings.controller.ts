import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { expectedVersion, IfMatch, Priority } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { ChooseLanguages } from './choose-languages.js';
import { SearchMisses } from './search-misses.js';
import {
  SearchMissList,
  SearchSettingsView,
  UpdateSearchSettingsDto,
} from './search-settings.dto.js';

/** How the search of this shop works, and what it does not find. */
@ApiTags('admin: content')
@Controller('api/v1/admin/search')
export class SearchSettingsController {
  constructor(
    private readonly languages: ChooseLanguages,
    private readonly misses: SearchMisses,
  ) {}

  @Get('settings')
  @ApiOperation({ summary: 'The languages whose stems words are found by' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: SearchSettingsView })
  readSettings(): Promise<SearchSettingsView> {
    return this.languages.read();
  }

  @Put('settings')
  @ApiOperation({
    summary: 'Chooses the languages',
    description:
      'Parts follow in the background: `change` tells how far they are. What was found before is found meanwhile.',
  })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: SearchSettingsView })
  updateSettings(
    @Body() body: UpdateSearchSettingsDto,
    @Req() request: FastifyRequest,
  ): Promise<SearchSettingsView> {
    return this.languages.choose(body, expectedVersion(body.version, request));
  }

  @Get('misses')
  @Priority('deferrable')
  @ApiOperation({
    summary: 'Searches of shoppers that found nothing in the last thirty days',
    description:
      'Those looked for most first, without those that have synonyms. Of nobody in particular.',
  })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: SearchMissList })
  async listMisses(): Promise<SearchMissList> {
    return { items: await this.misses.list(), next_cursor: null };
  }
}

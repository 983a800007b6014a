import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { expectedVersion, IfMatch, UuidId } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { EditSynonyms } from './edit-synonyms.js';
import { CreateSynonymDto, SynonymList, SynonymView, UpdateSynonymDto } from './synonym.dto.js';

/** Words that mean the same in searches of shoppers and staff. */
@ApiTags('admin: content')
@Controller('api/v1/admin/search/synonyms')
export class SynonymController {
  constructor(private readonly synonyms: EditSynonyms) {}

  @Get()
  @ApiOperation({ summary: 'All groups of synonyms, those changed last first' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: SynonymList })
  async listSynonyms(): Promise<SynonymList> {
    return { items: await this.synonyms.list(), next_cursor: null };
  }

  @Post()
  @ApiOperation({
    summary: 'Adds a group of synonyms',
    description: 'The next search knows it. Words in quotes are looked for as they are.',
  })
  @RequirePermission('content:write')
  @ApiCreatedResponse({ type: SynonymView })
  createSynonym(@Body() body: CreateSynonymDto): Promise<SynonymView> {
    return this.synonyms.create(body);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Changes a group of synonyms' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: SynonymView })
  updateSynonym(
    @UuidId() id: string,
    @Body() body: UpdateSynonymDto,
    @Req() request: FastifyRequest,
  ): Promise<SynonymView> {
    return this.synonyms.update(id, body, expectedVersion(body.version, request));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Deletes a group of synonyms' })
  @HttpCode(204)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiNoContentResponse()
  deleteSynonym(@UuidId() id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.synonyms.delete(id, expectedVersion(undefined, request));
  }
}

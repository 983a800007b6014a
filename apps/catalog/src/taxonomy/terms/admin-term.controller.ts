import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, UuidId } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { editorOf } from '../../content/admin-part.controller.js';
import { CloseTerm } from './close-term.js';
import { EditTerm } from './edit-term.js';
import type { TermKind } from './term-rows.js';
import {
  AdminTermList,
  AdminTermView,
  CloseTermQuery,
  CreateTermDto,
  TermImpactView,
  UpdateTermDto,
} from './term.dto.js';

/** Genres and platforms as content staff work with them: the same routes for both. */
abstract class AdminTermController {
  protected abstract readonly of: TermKind;

  constructor(
    private readonly terms: EditTerm,
    private readonly closing: CloseTerm,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All of them, with what staff need to edit them' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: AdminTermList })
  async listTerms(): Promise<AdminTermList> {
    return { items: await this.terms.list(this.of), next_cursor: null };
  }

  @Post()
  @ApiOperation({ summary: 'Adds one' })
  @RequirePermission('content:write')
  @ApiCreatedResponse({ type: AdminTermView })
  createTerm(@Body() body: CreateTermDto): Promise<AdminTermView> {
    return this.terms.create(this.of, body);
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Renames one',
    description:
      'Answers 202 while games still follow its new name: `change` tells how far they are.',
  })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminTermView })
  @ApiAcceptedResponse({ type: AdminTermView })
  async updateTerm(
    @UuidId() id: string,
    @Body() body: UpdateTermDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminTermView> {
    const fields = { ...body, version: expectedVersion(body.version, request) };
    const term = await this.terms.update(this.of, id, fields, editorOf(user));
    if (term.change) reply.status(202);
    return term;
  }

  @Get(':id/delete-impact')
  @ApiOperation({ summary: 'How many games have it, which lose it when it is deleted' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: TermImpactView })
  readImpact(@UuidId() id: string): Promise<TermImpactView> {
    return this.closing.impact(this.of, id);
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Deletes one, or merges it into another',
    description: 'Answers 202 while games still have it: `change` tells how far they are.',
  })
  @HttpCode(204)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiNoContentResponse()
  @ApiAcceptedResponse({ type: AdminTermView })
  async deleteTerm(
    @UuidId() id: string,
    @Query() where: CloseTermQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminTermView | undefined> {
    const version = expectedVersion(undefined, request);
    const editor = editorOf(user);
    const term = await this.closing.close({ of: this.of, id, version, editor, ...where });
    if (term) reply.status(202);
    return term ?? undefined;
  }
}

@ApiTags('admin: content')
@Controller('api/v1/admin/genres')
export class AdminGenreController extends AdminTermController {
  protected readonly of = 'genre';

  constructor(terms: EditTerm, closing: CloseTerm) {
    super(terms, closing);
  }
}

@ApiTags('admin: content')
@Controller('api/v1/admin/platforms')
export class AdminPlatformController extends AdminTermController {
  protected readonly of = 'platform';

  constructor(terms: EditTerm, closing: CloseTerm) {
    super(terms, closing);
  }
}

import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, IntId, VersionDto } from '@tandem/http';
import { invalidField } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';
import { editorOf } from '../content/admin-part.controller.js';
import type { AdminPart } from '../content/admin-part.js';
import { AdminPartView } from '../content/admin.dto.js';
import { isSynced, SYNCED_FIELDS } from '../parts/synced-fields.js';
import { ReleaseField } from './release-field.js';

/** Whose the fields of a game are that G2A sells too. */
@ApiTags('admin: content')
@Controller('api/v1/admin/parts/:id/fields')
export class FieldOwnerController {
  constructor(private readonly fields: ReleaseField) {}

  @Post(':field/release')
  @ApiOperation({ summary: 'Gives a field back to G2A: it shows what a sync told last' })
  @ApiParam({ name: 'field', enum: SYNCED_FIELDS })
  @HttpCode(200)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async releasePartField(
    @IntId() id: number,
    @Param('field') field: string,
    @Body() body: VersionDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    if (!isSynced(field))
      throw invalidField('field', `must be one of: ${SYNCED_FIELDS.join(', ')}`);
    const version = expectedVersion(body?.version, request);
    const change = { id, version, editor: editorOf(user) };
    return (await this.fields.release(change, field)).admin;
  }
}

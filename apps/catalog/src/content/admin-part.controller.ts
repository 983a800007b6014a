import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiOperation,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import {
  BodyLimits,
  expectedVersion,
  IfMatch,
  IntId,
  Priority,
  TextField,
  VersionDto,
} from '@tandem/http';
import { Database } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { AdminList, AdminListQuery, type AdminPage } from './admin-list.js';
import { readAdminPart, type AdminPart } from './admin-part.js';
import { AdminPartPage, AdminPartView, DeleteImpactView } from './admin.dto.js';
import type { Editor } from './editor.js';
import { DeletePart, type DeleteImpact } from './delete-part.js';
import { EditPart } from './edit-part.js';
import { partNotFound } from './errors.js';
import { RepeatPlanned } from './repeat-planned.js';
import { CreatePartDto, UpdatePartDto } from './part.dto.js';

class DeleteQuery {
  @TextField({ min: 1, max: 200, description: 'The token that `delete-impact` returned.' })
  confirm!: string;
}

export const editorOf = (user: AuthUser): Editor => ({ id: user.id, name: user.name });

/** A description of 50,000 characters may take six bytes for each of them. */
const LongText = () => BodyLimits({ bytes: 512 * 1024 });

/** Parts as content staff work with them. */
@ApiTags('admin: content')
@Controller('api/v1/admin/parts')
export class AdminPartController {
  constructor(
    private readonly database: Database,
    private readonly parts: AdminList,
    private readonly edit: EditPart,
    private readonly deletion: DeletePart,
    private readonly repeatPlanned: RepeatPlanned,
  ) {}

  @Get()
  @Priority('deferrable')
  @ApiOperation({ summary: 'All parts with all their fields' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: AdminPartPage })
  listAdminParts(@Query() query: AdminListQuery): Promise<AdminPage> {
    return this.parts.page(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One part with all its fields' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: AdminPartView })
  async getAdminPart(@IntId() id: number): Promise<AdminPart> {
    const part = await readAdminPart(this.database, id);
    if (!part) throw partNotFound(id);
    return part;
  }

  @Post()
  @LongText()
  @ApiOperation({ summary: 'Adds a part' })
  @RequirePermission('content:write')
  @ApiCreatedResponse({ type: AdminPartView })
  async createPart(@Body() body: CreatePartDto, @CurrentUser() user: AuthUser): Promise<AdminPart> {
    return (await this.edit.create(body, editorOf(user))).admin;
  }

  @Put(':id')
  @LongText()
  @ApiOperation({ summary: 'Changes the fields that are given' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async updatePart(
    @IntId() id: number,
    @Body() body: UpdatePartDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = expectedVersion(body.version, request);
    return (await this.edit.update({ id, version, editor: editorOf(user) }, body)).admin;
  }

  @Get(':id/delete-impact')
  @ApiOperation({
    summary: 'Lists what deleting a part affects, with the token that confirms the deletion',
  })
  @RequirePermission('content:write')
  @ApiOkResponse({ type: DeleteImpactView })
  deleteImpact(@IntId() id: number, @CurrentUser() user: AuthUser): Promise<DeleteImpact> {
    return this.deletion.impact(id, editorOf(user));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Deletes a part; it can be restored' })
  @HttpCode(204)
  @RequirePermission('content:write')
  @ApiNoContentResponse()
  async deletePart(
    @IntId() id: number,
    @Query() { confirm }: DeleteQuery,
    @CurrentUser() user: AuthUser,
  ): Promise<void> {
    await this.deletion.delete({ id, editor: editorOf(user) }, confirm);
  }

  @Post(':id/restore')
  @ApiOperation({ summary: 'Brings a deleted part back' })
  @HttpCode(200)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async restorePart(
    @IntId() id: number,
    @Body() body: VersionDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = expectedVersion(body?.version, request);
    return (await this.deletion.restore({ id, version, editor: editorOf(user) })).admin;
  }

  @Post(':id/planned/repeat')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Tries again at once what was planned for a part and could not be done at its time',
  })
  @RequirePermission('content:write')
  @ApiNoContentResponse()
  repeatPlannedSwitch(@IntId() id: number): Promise<void> {
    return this.repeatPlanned.repeat(id);
  }
}

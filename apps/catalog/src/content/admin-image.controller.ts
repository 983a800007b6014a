import { Body, Controller, Delete, Post, Put, Req } from '@nestjs/common';
import {
  ApiOperation,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, ifMatchVersion, IntId, ReadsBody, UuidId } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { readUpload } from './read-upload.js';
import { editorOf } from './admin-part.controller.js';
import type { AdminPart } from './admin-part.js';
import { AdminPartView } from './admin.dto.js';
import { EditImages } from './edit-images.js';
import { ImageOrderDto, ImageTextDto, ImageUrlDto } from './part.dto.js';

const IMAGE_BODY = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object' as const,
        required: ['file'],
        properties: {
          file: { type: 'string' as const, format: 'binary' },
          alt: { type: 'string' as const, maxLength: 300 },
        },
      },
    },
    'application/json': { schema: { $ref: getSchemaPath(ImageUrlDto) } },
  },
};

/** The images of a part. */
@ApiTags('admin: content')
@ApiExtraModels(ImageUrlDto)
@Controller('api/v1/admin/parts/:id/images')
export class AdminImageController {
  constructor(private readonly images: EditImages) {}

  @Post()
  @ApiOperation({
    summary: 'Adds an image, uploaded or fetched from an address',
    requestBody: IMAGE_BODY,
  })
  @RequirePermission('content:write')
  @IfMatch()
  @ReadsBody()
  @ApiCreatedResponse({ type: AdminPartView })
  async addImage(
    @IntId() id: number,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = ifMatchVersion(request);
    // Fetching and re-encoding come before the transaction: no row stays locked while they last.
    const { image, alt, field } = await readUpload(request);
    const change = { id, version, editor: editorOf(user) };
    return (await this.images.add(change, image, alt, field)).admin;
  }

  @Put('order')
  @ApiOperation({ summary: 'Reorders the images of a part' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async orderImages(
    @IntId() id: number,
    @Body() body: ImageOrderDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const version = expectedVersion(body.version, request);
    return (await this.images.order({ id, version, editor: editorOf(user) }, body.image_ids)).admin;
  }

  @Put(':image_id')
  @ApiOperation({ summary: 'Says what an image shows: its alternative text' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async describeImage(
    @IntId() id: number,
    @UuidId('image_id') imageId: string,
    @Body() body: ImageTextDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const change = { id, version: expectedVersion(body.version, request), editor: editorOf(user) };
    return (await this.images.describe(change, imageId, body.alt)).admin;
  }

  @Delete(':image_id')
  @ApiOperation({ summary: 'Removes an image' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminPartView })
  async deleteImage(
    @IntId() id: number,
    @UuidId('image_id') imageId: string,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminPart> {
    const change = { id, version: ifMatchVersion(request), editor: editorOf(user) };
    return (await this.images.remove(change, imageId)).admin;
  }
}

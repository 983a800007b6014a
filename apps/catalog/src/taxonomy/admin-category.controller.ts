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
  ApiOperation,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { IfMatch, expectedVersion, UuidId } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { editorOf } from '../content/admin-part.controller.js';
import {
  AdminCategoryList,
  AdminCategoryView,
  CloseCategoryQuery,
  CloseImpactView,
  CreateCategoryDto,
  UpdateCategoryDto,
} from './category.dto.js';
import { CloseCategory } from './close-category.js';
import { EditCategory } from './edit-category.js';

/** The tree of categories as content staff work with it. */
@ApiTags('admin: content')
@Controller('api/v1/admin/categories')
export class AdminCategoryController {
  constructor(
    private readonly categories: EditCategory,
    private readonly closing: CloseCategory,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All categories, with what staff need to edit them' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: AdminCategoryList })
  async listAdminCategories(): Promise<AdminCategoryList> {
    return { items: await this.categories.list(), next_cursor: null };
  }

  @Post()
  @ApiOperation({ summary: 'Adds a category' })
  @RequirePermission('content:write')
  @ApiCreatedResponse({ type: AdminCategoryView })
  createCategory(@Body() body: CreateCategoryDto): Promise<AdminCategoryView> {
    return this.categories.create(body);
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Renames or moves a category',
    description:
      'Answers 202 while parts still follow its new name: `change` tells how far they are.',
  })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminCategoryView })
  @ApiAcceptedResponse({ type: AdminCategoryView })
  async updateCategory(
    @UuidId() id: string,
    @Body() body: UpdateCategoryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminCategoryView> {
    const { version, ...fields } = body;
    const expected = expectedVersion(version, request);
    const category = await this.categories.update(id, fields, expected, editorOf(user));
    if (category.change) reply.status(202);
    return category;
  }

  @Get(':id/delete-impact')
  @ApiOperation({ summary: 'What is in a category and has to go elsewhere when it is deleted' })
  @RequirePermission('content:read')
  @ApiOkResponse({ type: CloseImpactView })
  readImpact(@UuidId() id: string): Promise<CloseImpactView> {
    return this.closing.impact(id);
  }

  @Delete(':id')
  @ApiOperation({
    summary: 'Deletes a category, or merges it into another',
    description:
      'Shoppers find its parts in the other category at once. Answers 202 while parts still leave it: `change` tells how far they are.',
  })
  @HttpCode(204)
  @RequirePermission('content:write')
  @IfMatch()
  @ApiNoContentResponse()
  @ApiAcceptedResponse({ type: AdminCategoryView })
  async deleteCategory(
    @UuidId() id: string,
    @Query() where: CloseCategoryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminCategoryView | undefined> {
    const version = expectedVersion(undefined, request);
    const editor = editorOf(user);
    const category = await this.closing.close({ id, version, editor, ...where });
    if (category) reply.status(202);
    return category ?? undefined;
  }
}

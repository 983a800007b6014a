import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req } from '@nestjs/common';
import {
  ApiOperation,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { IfMatch, expectedVersion, UuidId } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { editorOf } from '../content/admin-part.controller.js';
import {
  AdminCategoryList,
  AdminCategoryView,
  CreateCategoryDto,
  UpdateCategoryDto,
} from './category.dto.js';
import { EditCategory } from './edit-category.js';

/** The tree of categories as content staff work with it. */
@ApiTags('admin: content')
@Controller('api/v1/admin/categories')
export class AdminCategoryController {
  constructor(private readonly categories: EditCategory) {}

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
  @ApiOperation({ summary: 'Renames or moves a category' })
  @RequirePermission('content:write')
  @IfMatch()
  @ApiOkResponse({ type: AdminCategoryView })
  updateCategory(
    @UuidId() id: string,
    @Body() body: UpdateCategoryDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<AdminCategoryView> {
    const { version, ...fields } = body;
    return this.categories.update(id, fields, expectedVersion(version, request), editorOf(user));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Deletes a category without parts' })
  @HttpCode(204)
  @RequirePermission('content:write')
  @ApiNoContentResponse()
  deleteCategory(@UuidId() id: string): Promise<void> {
    return this.categories.delete(id);
  }
}

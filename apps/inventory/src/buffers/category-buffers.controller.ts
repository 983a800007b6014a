import { Body, Controller, Delete, Get, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, UuidId } from '@tandem/http';
import type { Page } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { readCategoryBuffer } from './buffer-store.js';
import {
  CategoryBufferDto,
  SafetyBufferPageDto,
  SafetyBuffersQuery,
  SetSafetyBufferDto,
  type SafetyBufferItemDto,
} from './safety-buffers.dto.js';
import { SafetyBufferQueries } from './safety-buffers.queries.js';
import { SetCategoryBuffer } from './set-category-buffer.js';

@ApiTags('stock')
@Controller('api/v1/admin/stock/safety-buffers')
export class CategoryBuffersController {
  constructor(
    private readonly database: Database,
    private readonly buffers: SafetyBufferQueries,
    private readonly setCategoryBuffer: SetCategoryBuffer,
  ) {}

  @Get()
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'The parts and categories of which units are kept back' })
  @ApiOkResponse({ type: SafetyBufferPageDto })
  list(@Query() query: SafetyBuffersQuery): Promise<Page<SafetyBufferItemDto>> {
    return this.buffers.list(query);
  }

  @Get('categories/:category_id')
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'The units that are kept back of each part in a category' })
  @ApiOkResponse({ type: CategoryBufferDto })
  read(@UuidId('category_id') id: string): Promise<CategoryBufferDto> {
    return readCategoryBuffer(this.database, id);
  }

  @Put('categories/:category_id')
  @RequirePermission('stock:write')
  @ApiOperation({
    summary:
      'Keeps units back of each part in a category that an outside system counts and that has no buffer of its own',
  })
  @ApiOkResponse({ type: CategoryBufferDto })
  set(
    @UuidId('category_id') categoryId: string,
    @Body() { pieces, version }: SetSafetyBufferDto,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<CategoryBufferDto> {
    return this.setCategoryBuffer.setBuffer({
      ...{ categoryId, pieces, by },
      version: expectedVersion(version, request),
    });
  }

  @Delete('categories/:category_id')
  @RequirePermission('stock:write')
  @IfMatch()
  @ApiOperation({ summary: 'Removes the safety buffer of a category' })
  @ApiOkResponse({ type: CategoryBufferDto })
  remove(
    @UuidId('category_id') categoryId: string,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<CategoryBufferDto> {
    return this.setCategoryBuffer.setBuffer({
      ...{ categoryId, pieces: null, by },
      version: expectedVersion(undefined, request),
    });
  }
}

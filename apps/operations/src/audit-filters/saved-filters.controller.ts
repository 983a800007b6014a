import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { SavedFilter, SavedFilters, SaveFilterDto } from './saved-filters.dto.js';
import { SavedFiltersStore } from './saved-filters.js';

@ApiTags('audit')
@Controller('api/v1/admin/audit/saved-filters')
export class SavedFiltersController {
  constructor(private readonly filters: SavedFiltersStore) {}

  @Get()
  @RequirePermission('audit:read')
  @ApiOperation({ summary: 'The filters of the audit log that you have saved, by name' })
  @ApiOkResponse({ type: SavedFilters })
  async list(@CurrentUser() { id }: AuthUser): Promise<SavedFilters> {
    return { items: await this.filters.of(id) };
  }

  @Post()
  @RequirePermission('audit:read')
  @ApiOperation({ summary: 'Saves a filter of the audit log for yourself, 50 at most' })
  @ApiCreatedResponse({ type: SavedFilter })
  save(@CurrentUser() { id }: AuthUser, @Body() filter: SaveFilterDto): Promise<SavedFilter> {
    return this.filters.save(id, filter);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('audit:read')
  @ApiOperation({ summary: 'Removes a filter that you have saved' })
  @ApiNoContentResponse()
  async remove(@CurrentUser() user: AuthUser, @UuidId() id: string): Promise<void> {
    await this.filters.remove(user.id, id);
  }
}

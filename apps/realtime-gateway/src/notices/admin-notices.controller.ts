import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { dismissNotice, noticesOf } from './notices.js';
import { NoticesView } from './notices.dto.js';

@ApiTags('notices')
@Controller('api/v1/admin/notices')
export class AdminNoticesController {
  constructor(private readonly database: Database) {}

  @Get()
  @RequirePermission('content:read')
  @ApiOperation({
    summary: 'Lists the caller’s updates that failed, newest first, until they are dismissed',
  })
  @ApiOkResponse({ type: NoticesView })
  async list(@CurrentUser() { id }: AuthUser): Promise<NoticesView> {
    return { items: await noticesOf(this.database, id) };
  }

  @Delete(':id')
  @RequirePermission('content:read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Dismisses one of the caller’s notices' })
  @ApiNoContentResponse()
  dismiss(@UuidId('id') noticeId: string, @CurrentUser() { id }: AuthUser): Promise<void> {
    return dismissNotice(this.database, id, noticeId);
  }
}

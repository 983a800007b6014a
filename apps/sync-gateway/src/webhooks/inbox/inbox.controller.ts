import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { IntId, Priority } from '@tandem/http';
import { InboxPage, InboxQuery, ReplayedDto } from './inbox.dto.js';
import { ListInbox } from './list-inbox.js';
import { ReplayNotification } from './replay-notification.js';

/** What outside systems have told the shop, and what became of it. */
@ApiTags('webhooks')
@Controller('api/v1/admin/webhooks')
export class InboxController {
  constructor(
    private readonly listInbox: ListInbox,
    private readonly replayNotification: ReplayNotification,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'Lists the notifications of outside systems, newest first' })
  @ApiOkResponse({ type: InboxPage })
  list(@Query() query: InboxQuery): Promise<InboxPage> {
    return this.listInbox.list(query);
  }

  @Post(':id/replay')
  @HttpCode(202)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Has a notification dealt with once more' })
  @ApiAcceptedResponse({ type: ReplayedDto })
  async replay(@IntId() id: number, @CurrentUser() user: AuthUser): Promise<ReplayedDto> {
    await this.replayNotification.replay(id, user.id);
    return { id, state: 'received' };
  }
}

import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { PreviewReplay } from './preview-replay.js';
import { endReplay, newestReplays, replayOf } from './replay-store.js';
import { ReplayAnswerDto, ReplayEventsDto, ReplaysDto, ReplayView } from './replays.dto.js';
import { StartReplay } from './start-replay.js';

@ApiTags('events')
@Controller('api/v1/admin/events')
export class ReplaysController {
  constructor(
    private readonly database: Database,
    private readonly previewReplay: PreviewReplay,
    private readonly startReplay: StartReplay,
  ) {}

  @Post('replay')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({
    summary:
      'Hands events of the past to one consumer group once more, or to a topic for debugging',
  })
  @ApiOkResponse({ type: ReplayAnswerDto })
  async replay(
    @Body() asked: ReplayEventsDto,
    @CurrentUser() user: AuthUser,
  ): Promise<ReplayAnswerDto> {
    if (asked.dry_run === false) return this.startReplay.start(asked, user);
    const { shown } = await this.previewReplay.preview(asked);
    return { preview: shown, replay: null };
  }

  @Get('replays')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'The newest replays, newest first' })
  @ApiOkResponse({ type: ReplaysDto })
  async list(): Promise<ReplaysDto> {
    return { items: await newestReplays(this.database) };
  }

  @Get('replays/:id')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'How a replay goes' })
  @ApiOkResponse({ type: ReplayView })
  async one(@UuidId() id: string): Promise<ReplayView> {
    const replay = await replayOf(this.database, id);
    if (!replay) throw notFound('replay', id);
    return replay;
  }

  @Post('replays/:id/cancel')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Stops a replay; what was handed over stays so' })
  @ApiOkResponse({ type: ReplayView })
  async cancel(@UuidId() id: string): Promise<ReplayView> {
    await endReplay(this.database, id, 'cancelled');
    return this.one(id);
  }
}

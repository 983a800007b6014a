import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { BodyLimits } from '@tandem/http';
import { HandledTypesDto, ReplayDto, ReplayResultDto } from './event-replay.dto.js';
import { EventReplay } from './event-replay.js';

/** Events of the past for this service alone. */
@ApiTags('internal')
@CalledBy('realtime-gateway')
@Controller('internal/replay')
export class EventReplayController {
  constructor(private readonly eventReplay: EventReplay) {}

  @Get('handlers')
  @ApiOperation({ summary: 'What this service handles, and what of it may be handled once more' })
  @ApiOkResponse({ type: HandledTypesDto })
  handlers(): HandledTypesDto {
    return { items: this.eventReplay.types() };
  }

  @Post()
  @HttpCode(200)
  @BodyLimits({ bytes: 2 * 1024 * 1024 })
  @ApiOperation({ summary: 'Handles events of the past once more' })
  @ApiOkResponse({ type: ReplayResultDto })
  replay(@Body() { replay_id, events }: ReplayDto): Promise<ReplayResultDto> {
    return this.eventReplay.replay(replay_id, events);
  }
}

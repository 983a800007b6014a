import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { EventLog } from '../event-log/event-log.js';
import { monitorEvent } from '../sockets/views.js';
import { EventsPage, EventsQuery } from './events.dto.js';

@ApiTags('events')
@Controller('api/v1/admin/events')
export class EventsController {
  constructor(private readonly log: EventLog) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Lists the stored events, newest first' })
  @ApiOkResponse({ type: EventsPage })
  async list(@Query() query: EventsQuery): Promise<EventsPage> {
    const { limit, cursor, ...filter } = query;
    const before = decodeCursor(cursor, { before: 'integer' })?.before;
    const entries = await this.log.newest({ ...filter, before }, limit + 1);
    const items = entries.slice(0, limit);
    const last = entries.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(monitorEvent),
      next_cursor: last ? encodeCursor({ before: last.seq }) : null,
    };
  }
}

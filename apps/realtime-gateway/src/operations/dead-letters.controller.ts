import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import type { OwnDeadLetter } from '@tandem/contracts';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { DeadLetterRetryDto, DeadLetters } from '@tandem/messaging';
import { DeadLettersPage, DeadLettersQuery } from './dead-letters.dto.js';
import { OtherServices } from './other-services.js';
import { OwnedIdParam } from './owned-id.js';
import type { OwnedId } from './owned-id.js';

@ApiTags('events')
@Controller('api/v1/admin/events/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly own: DeadLetters,
    private readonly services: OtherServices,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Messages that a service could not handle, newest first' })
  @ApiOkResponse({ type: DeadLettersPage })
  async list(@Query() query: DeadLettersQuery): Promise<DeadLettersPage> {
    const { limit, include_resolved: includeResolved = false, service } = query;
    const after = decodeCursor(query.cursor, { after: 'uuid' })?.after;
    const search = new URLSearchParams({
      limit: String(limit),
      include_resolved: String(includeResolved),
      ...(after && { after }),
    });
    const { answers, unavailable } = await this.services.read<{ items: OwnDeadLetter[] }>(
      () => `/internal/dead-letters?${search}`,
      async () => ({ items: await this.own.list({ after, includeResolved, limit }) }),
      service,
    );
    const found = answers
      .flatMap(({ service, answer }) => answer.items.map((letter) => ({ ...letter, service })))
      // Their ids begin with the time they were made.
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    // One page may hold at most 100, so a full one can't be asked for one more.
    const last = found[limit - 1];
    return {
      items: found.slice(0, limit),
      next_cursor: last ? encodeCursor({ after: last.id }) : null,
      unavailable,
    };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Retries a message at once' })
  @ApiOkResponse({ type: DeadLetterRetryDto })
  async retry(@OwnedIdParam() { service, id }: OwnedId): Promise<DeadLetterRetryDto> {
    const answer = await this.services.retry<DeadLetterRetryDto>(
      `/internal/dead-letters/${id}/retry`,
      async () => {
        const result = await this.own.retry(id);
        return result === 'not_found' ? null : { result };
      },
      service,
    );
    if (answer === null) throw notFound('dead letter', id);
    return answer;
  }
}

import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { deadLetterRetryAnswer, deadLettersAnswer } from '@tandem/contracts';
import { notFound } from '@tandem/kernel';
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
    const { limit, include_resolved: includeResolved = false } = query;
    const { items, next_cursor, unavailable } = await this.services.page({
      path: '/internal/dead-letters',
      answer: deadLettersAnswer,
      filter: { include_resolved: String(includeResolved) },
      query,
      // Their ids begin with the time they were made.
      newest: ({ id }) => id,
      own: async (after) => ({ items: await this.own.list({ after, includeResolved, limit }) }),
    });
    return { items, next_cursor, unavailable };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Retries a message at once' })
  @ApiOkResponse({ type: DeadLetterRetryDto })
  async retry(@OwnedIdParam() { service, id }: OwnedId): Promise<DeadLetterRetryDto> {
    const answer = await this.services.retry(
      `/internal/dead-letters/${id}/retry`,
      deadLetterRetryAnswer,
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

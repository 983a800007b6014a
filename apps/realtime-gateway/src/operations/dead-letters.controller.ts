import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { conflict, decodeCursor, encodeCursor, notFound, UuidId } from '@tandem/http';
import { DeadLetters } from '@tandem/messaging';
import type { DeadLetter } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import {
  DeadLettersPage,
  DeadLettersQuery,
  DeadLetterView,
  RetryAnswer,
} from './dead-letters.dto.js';

@ApiTags('events')
@Controller('api/v1/admin/events/dead-letters')
export class DeadLettersController {
  readonly #log = logger('realtime-gateway');

  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Messages that could not be handled, newest first' })
  @ApiOkResponse({ type: DeadLettersPage })
  async list(@Query() query: DeadLettersQuery): Promise<DeadLettersPage> {
    const after = decodeCursor(query.cursor, { after: 'uuid' })?.after;
    const includeResolved = query.include_resolved;
    // One page may hold at most 100, so a full one can't be asked for one more.
    const found = await this.letters.list({ after, includeResolved, limit: query.limit });
    const last = found.length === query.limit ? found.at(-1) : undefined;
    return {
      items: found.map(toView),
      next_cursor: last ? encodeCursor({ after: last.id }) : null,
    };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Handles a message once more, now' })
  @ApiOkResponse({ type: RetryAnswer })
  async retry(@UuidId() id: string): Promise<RetryAnswer> {
    let result: Awaited<ReturnType<DeadLetters['retry']>>;
    try {
      result = await this.letters.retry(id);
    } catch (error) {
      this.#log.warn({ err: error, dead_letter: id }, 'a dead letter failed again');
      const reason = error instanceof Error ? error.message : 'unknown';
      throw conflict('retry_failed', `The retry failed as well: ${reason}`);
    }
    if (result === 'not_found') throw notFound('dead letter', id);
    return { result };
  }
}

function toView(letter: DeadLetter): DeadLetterView {
  return {
    id: letter.id,
    event_id: letter.event_id,
    type: letter.type,
    topic: letter.topic,
    subject: letter.key,
    consumer: letter.consumer,
    payload: letter.payload,
    error: letter.error,
    attempts: letter.attempts,
    failed_at: letter.failed_at.toISOString(),
    resolved_at: letter.resolved_at?.toISOString() ?? null,
  };
}

import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { notFound } from '@tandem/kernel';
import { UuidId } from '@tandem/http';
import {
  DeadLettersOfService,
  DeadLetterRetryDto,
  DeadLettersOfServiceQuery,
} from './dead-letters.dto.js';
import { DeadLetters } from './dead-letters.js';

/** The dead letters of this service, for the one place where staff see those of all. */
@ApiTags('internal')
@CalledBy('realtime-gateway')
@Controller('internal/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @ApiOperation({ summary: 'Messages that this service gave up on, newest first' })
  @ApiOkResponse({ type: DeadLettersOfService })
  async list(@Query() query: DeadLettersOfServiceQuery): Promise<DeadLettersOfService> {
    const { include_resolved: includeResolved, limit, after } = query;
    return { items: await this.letters.list({ includeResolved, limit, after }) };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retries a message at once' })
  @ApiOkResponse({ type: DeadLetterRetryDto })
  async retry(@UuidId() id: string): Promise<DeadLetterRetryDto> {
    const result = await this.letters.retry(id);
    if (result === 'not_found') throw notFound('dead letter', id);
    return { result };
  }
}

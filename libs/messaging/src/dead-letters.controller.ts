import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { notFound } from '@tandem/kernel';
import { UuidId } from '@tandem/http';
import { setActor } from '@tandem/observability';
import {
  DeadLetterDiscardDto,
  DeadLettersOfService,
  DeadLetterRetryDto,
  DeadLettersOfServiceQuery,
  DecidedByDto,
  DiscardedByDto,
  OwnDeadLetterDto,
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

  @Get(':id')
  @ApiOperation({ summary: 'A message that this service gave up on' })
  @ApiOkResponse({ type: OwnDeadLetterDto })
  async one(@UuidId() id: string): Promise<OwnDeadLetterDto> {
    const letter = await this.letters.one(id);
    if (!letter) throw notFound('dead letter', id);
    return letter;
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retries a message at once' })
  @ApiOkResponse({ type: DeadLetterRetryDto })
  async retry(@UuidId() id: string, @Body() { by, by_name }: DecidedByDto) {
    return known(id, await this.letters.retry(id, { id: by, name: by_name }));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes that a message will never be handled' })
  @ApiOkResponse({ type: DeadLetterDiscardDto })
  async discard(@UuidId() id: string, @Body() { by, by_name, reason }: DiscardedByDto) {
    // On record it is the person's, whom the service that calls speaks for.
    setActor(by);
    return known(id, await this.letters.discard(id, { id: by, name: by_name }, reason));
  }
}

function known<R extends string>(id: string, result: R | 'not_found'): { result: R } {
  if (result === 'not_found') throw notFound('dead letter', id);
  return { result };
}

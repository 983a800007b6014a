import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import {
  deadLetterAnswer,
  deadLetterDiscardAnswer,
  deadLetterRetryAnswer,
  deadLettersAnswer,
} from '@tandem/contracts';
import { notFound } from '@tandem/kernel';
import { DeadLetterDiscardDto, DeadLetterRetryDto, DeadLetters } from '@tandem/messaging';
import {
  DeadLettersPage,
  DeadLettersQuery,
  DeadLetterView,
  DiscardDeadLetterDto,
} from './dead-letters.dto.js';
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

  @Get(':id')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'A message that a service could not handle, dealt with or not' })
  @ApiOkResponse({ type: DeadLetterView })
  async one(@OwnedIdParam() { service, id }: OwnedId): Promise<DeadLetterView> {
    const answer = await this.services.owner(
      { method: 'GET', path: `/internal/dead-letters/${id}`, answer: deadLetterAnswer },
      () => this.own.one(id),
      service,
    );
    if (answer === null) throw notFound('dead letter', id);
    // A consumer group is called after its service.
    return { ...answer, service: answer.consumer };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Retries a message at once; one that was dealt with stays as it is' })
  @ApiOkResponse({ type: DeadLetterRetryDto })
  async retry(
    @OwnedIdParam() { service, id }: OwnedId,
    @CurrentUser() user: AuthUser,
  ): Promise<DeadLetterRetryDto> {
    const answer = await this.services.owner(
      { path: `/internal/dead-letters/${id}/retry`, answer: deadLetterRetryAnswer, body: by(user) },
      async () => known(await this.own.retry(id, user)),
      service,
    );
    if (answer === null) throw notFound('dead letter', id);
    return answer;
  }

  @Post(':id/discard')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Says that nobody will handle a message; it is kept with the reason' })
  @ApiOkResponse({ type: DeadLetterDiscardDto })
  async discard(
    @OwnedIdParam() { service, id }: OwnedId,
    @Body() { reason }: DiscardDeadLetterDto,
    @CurrentUser() user: AuthUser,
  ): Promise<DeadLetterDiscardDto> {
    const path = `/internal/dead-letters/${id}/discard`;
    const answer = await this.services.owner(
      { path, answer: deadLetterDiscardAnswer, body: { ...by(user), reason } },
      async () => known(await this.own.discard(id, user, reason)),
      service,
    );
    if (answer === null) throw notFound('dead letter', id);
    return answer;
  }
}

const by = ({ id, name }: AuthUser) => ({ by: id, by_name: name });

const known = <R extends string>(result: R | 'not_found') =>
  result === 'not_found' ? null : { result: result as Exclude<R, 'not_found'> };

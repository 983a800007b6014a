import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiGoneResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { etagOf, notModified, Priority } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangesPage, ChangesQuery } from './changes.dto.js';
import { LimitReaders } from './limit-readers.js';
import { ReadChanges } from './read-changes.js';

/** Not for ever: whoever keeps a page longer than the log keeps its events would never learn that it is too far back. */
const FULL_PAGE = 'public, max-age=300';

@ApiTags('changes')
@Controller('api/v1/changes')
@Priority('deferrable')
@Public()
export class ChangesController {
  constructor(
    private readonly readChanges: ReadChanges,
    private readonly limitReaders: LimitReaders,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'The public changes of parts, oldest first, by a cursor: nothing left out, nothing twice',
    description:
      'For copies of the catalogue. To begin: take `next_after` of `?after=latest`, read all parts, then follow from there and read each changed part again.',
  })
  @ApiOkResponse({ type: ChangesPage })
  @ApiGoneResponse({
    description:
      '`cursor_too_old`: changes after the cursor are no longer kept. `start_again` says how to go on.',
  })
  async list(
    @Query() { after, limit }: ChangesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangesPage | undefined> {
    await this.limitReaders.admit(request.ip);
    const { page, isFull } = await this.readChanges.read(after, limit);
    const etag = etagOf('changes', after ?? '', limit, page.items[0]?.seq ?? '', page.next_after);
    void reply
      .header('etag', etag)
      .header('cache-control', isFull && after !== undefined ? FULL_PAGE : 'no-cache');
    if (!notModified(request, etag)) return page;
    void reply.code(304);
    return undefined;
  }
}

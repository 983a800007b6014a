import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { invalidField, notFound, notModified, parseFields, parseIntId } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PartList } from './part-list.js';
import { PartReader, type PartAnswer } from './part-reader.js';
import { ListGamesQuery, ListPartsQuery, PART_FIELDS, PartPage, PartView } from './part.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

type PartRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>;

const PartDocs = (): MethodDecorator => (target, key, descriptor) => {
  for (const decorate of [
    ApiParam({ name: 'id', type: 'integer' }),
    ApiQuery({ name: 'fields', required: false, type: String }),
    ApiOkResponse({ type: PartView }),
    ApiResponse({
      status: 304,
      description: 'Unchanged since the `If-None-Match` of the request.',
    }),
  ])
    decorate(target, key, descriptor);
};

/** Parts and games as shoppers read them. Single parts are answered past NestJS's conversions: it is the hottest read. */
@ApiTags('parts')
@Controller('api/v1')
@Public()
export class PartController {
  constructor(
    private readonly reader: PartReader,
    private readonly list: PartList,
  ) {}

  @Get('parts')
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: PartPage })
  listParts(@Query() query: ListPartsQuery): Promise<string> {
    return this.list.page(query);
  }

  @Get('games')
  @Header('content-type', JSON_TYPE)
  @Header('cache-control', 'no-cache')
  @ApiOkResponse({ type: PartPage })
  listGames(@Query() query: ListGamesQuery): Promise<string> {
    return this.list.page({ ...query, kind: 'game' });
  }

  @Get('parts/:id')
  @PartDocs()
  getPart(@Req() request: PartRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, false);
  }

  @Get('games/:id')
  @PartDocs()
  getGame(@Req() request: PartRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, true);
  }

  private async answer(request: PartRequest, reply: FastifyReply, game: boolean): Promise<void> {
    const id = parseIntId(request.params.id);
    const answer = await this.find(request, id, game);
    if (!answer) throw notFound(game ? 'game' : 'part', id);
    reply.header('etag', answer.etag).header('cache-control', 'no-cache');
    if (notModified(request, answer.etag)) return void reply.code(304).send();
    reply.header('content-type', JSON_TYPE).send(answer.body);
  }

  private find(request: PartRequest, id: number, game: boolean): Promise<PartAnswer | null> {
    let fields: unknown;
    for (const name in request.query) {
      if (name !== 'fields') throw invalidField(name, 'is not a known parameter');
      fields = request.query[name];
    }
    if (fields === undefined || fields === '') return this.reader.read(id, game);
    if (typeof fields !== 'string') throw invalidField('fields', 'must be given once');
    const named = parseFields(fields, PART_FIELDS)!;
    return this.reader.readFields(id, game, named);
  }
}

import { applyDecorators, Controller, Get, Req, Res } from '@nestjs/common';
import {
  ApiOperation,
  ApiOkResponse,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { invalidField, notFound, parseIntId } from '@tandem/kernel';
import { notModified, parseFields, Priority } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownQueries } from './known-queries.js';
import { PartList, type PageRequest } from './part-list.js';
import { PartReader, type PartAnswer } from './part-reader.js';
import { listTarget, partTarget, ReadCounts } from './read-counts.js';
import {
  FACETS_DOC,
  FIELDS_DOC,
  LIST_SORTS,
  LONGEST_FIELDS,
  ListGamesQuery,
  ListPartsQuery,
  SHOWN_FIELDS,
  PART_KINDS,
  PartFilterQuery,
  PartPage,
  PartView,
  SORT_DOC,
} from './part.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

type PartRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>;

const ETAG = {
  headers: { ETag: { description: 'For `If-None-Match`.', schema: { type: 'string' } } },
} as const;
const FIELDS_SCHEMA = { type: 'string', maxLength: LONGEST_FIELDS } as const;
const UNCHANGED = ApiResponse({
  status: 304,
  description: 'The resource is unchanged since the `If-None-Match` of the request.',
});

const PartDocs = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'id', type: 'integer' }),
    ApiQuery({ name: 'fields', required: false, type: String }),
    ApiOkResponse({ type: PartView, ...ETAG }),
    UNCHANGED,
  );

/** Named one by one where a word must be one of a few: of a whole class the words would get lost. */
const ListDocs = (...more: MethodDecorator[]): MethodDecorator =>
  applyDecorators(
    ApiQuery({ type: PartFilterQuery }),
    ApiQuery({ name: 'sort', required: false, enum: LIST_SORTS, description: SORT_DOC }),
    ApiQuery({ name: 'fields', required: false, schema: FIELDS_SCHEMA, description: FIELDS_DOC }),
    ApiQuery({ name: 'facets', required: false, type: Boolean, description: FACETS_DOC }),
    ...more,
    ApiOkResponse({ type: PartPage, ...ETAG }),
    UNCHANGED,
  );

interface AskedPage {
  page: PageRequest;
  target: string | null;
}

/** Parts and games as shoppers read them. Answered past NestJS's conversions: these are the hottest reads. */
@ApiTags('parts')
@Controller('api/v1')
@Public()
export class PartController {
  private readonly parts = new KnownQueries(ListPartsQuery, (query) => this.ask(query));
  private readonly games = new KnownQueries(ListGamesQuery, (query) =>
    this.ask({ ...query, kind: 'game' }),
  );

  constructor(
    private readonly reader: PartReader,
    private readonly list: PartList,
    private readonly counts: ReadCounts,
  ) {}

  @Get('parts')
  @Priority('deferrable')
  @ApiOperation({ summary: 'Parts and games on sale: search, filters, sorting' })
  @ListDocs(ApiQuery({ name: 'kind', required: false, enum: PART_KINDS }))
  listParts(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answerList(request, reply, this.parts);
  }

  @Get('games')
  @Priority('deferrable')
  @ApiOperation({ summary: 'Games on sale: search, filters, sorting' })
  @ListDocs()
  listGames(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answerList(request, reply, this.games);
  }

  @Get('parts/:id')
  @ApiOperation({ summary: 'One part or game, as shoppers see it' })
  @PartDocs()
  getPart(@Req() request: PartRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, false);
  }

  @Get('games/:id')
  @ApiOperation({ summary: 'One game, as shoppers see it' })
  @PartDocs()
  getGame(@Req() request: PartRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, true);
  }

  private async answer(request: PartRequest, reply: FastifyReply, game: boolean): Promise<void> {
    const id = parseIntId(request.params.id);
    const answer = await this.find(request, id, game);
    if (!answer) throw notFound(game ? 'game' : 'part', id);
    this.counts.add(partTarget(id, game));
    send(request, reply, answer);
  }

  private ask(query: ListPartsQuery): AskedPage {
    return { page: this.list.request(query), target: listTarget(query) };
  }

  private async answerList<Q extends object>(
    request: FastifyRequest,
    reply: FastifyReply,
    queries: KnownQueries<Q, AskedPage>,
  ): Promise<void> {
    const { page, target } = queries.get(request) ?? (await queries.learn(request));
    const answer = await this.list.answer(page);
    if (target) this.counts.add(target);
    send(request, reply, answer);
  }

  private find(request: PartRequest, id: number, game: boolean): Promise<PartAnswer | null> {
    let fields: unknown;
    for (const name in request.query) {
      if (name !== 'fields') throw invalidField(name, 'is not a known parameter');
      fields = request.query[name];
    }
    if (fields === undefined || fields === '') return this.reader.read(id, game);
    if (typeof fields !== 'string') throw invalidField('fields', 'must be given once');
    const named = parseFields(fields, SHOWN_FIELDS)!;
    return this.reader.readFields(id, game, named);
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag }: { body: string | Buffer; etag: string },
): void {
  reply.header('etag', etag).header('cache-control', 'no-cache');
  if (notModified(request, etag)) reply.code(304).send();
  else reply.header('content-type', JSON_TYPE).send(body);
}

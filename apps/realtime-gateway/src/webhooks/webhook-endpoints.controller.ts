import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, PageQuery, UuidId } from '@tandem/http';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { ChangeEndpoints } from './change-endpoints.js';
import { EndpointQueries } from './endpoint.queries.js';
import {
  ChangeEndpointDto,
  EndpointsPage,
  EndpointView,
  RegisterEndpointDto,
  SecretsView,
} from './endpoints.dto.js';
import { WebhookSecrets } from './webhook-secrets.js';

const security = logger('security');

@ApiTags('webhook endpoints')
@Controller('api/v1/admin/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly database: Database,
    private readonly queries: EndpointQueries,
    private readonly changeEndpoints: ChangeEndpoints,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Lists the endpoints that are told of public changes, newest first' })
  @ApiOkResponse({ type: EndpointsPage })
  async list(@Query() { limit, cursor }: PageQuery): Promise<EndpointsPage> {
    const after = decodeCursor(cursor, { after: 'uuid' })?.after;
    const all = await this.queries.all();
    const rest = after ? all.slice(all.findIndex(({ id }) => id === after) + 1) : all;
    const items = rest.slice(0, limit);
    const last = rest.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ after: last.id }) : null };
  }

  @Post()
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Registers an endpoint and makes its secret' })
  @ApiCreatedResponse({ type: EndpointView })
  register(@Body() body: RegisterEndpointDto, @CurrentUser() by: AuthUser): Promise<EndpointView> {
    return this.changeEndpoints.register(body, by.id);
  }

  @Get(':id')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'One endpoint' })
  @ApiOkResponse({ type: EndpointView })
  one(@UuidId('id') id: string): Promise<EndpointView> {
    return this.queries.one(id);
  }

  @Put(':id')
  @RequirePermission('events:write')
  @IfMatch()
  @ApiOperation({ summary: 'Changes an endpoint, or switches it on or off' })
  @ApiOkResponse({ type: EndpointView })
  change(
    @UuidId('id') id: string,
    @Body() body: ChangeEndpointDto,
    @Req() request: FastifyRequest,
  ): Promise<EndpointView> {
    const version = expectedVersion(body.version, request);
    return this.changeEndpoints.change(id, { ...body, version });
  }

  @Delete(':id')
  @RequirePermission('events:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an endpoint with its secrets and its log' })
  @ApiNoContentResponse()
  remove(@UuidId('id') id: string): Promise<void> {
    return this.changeEndpoints.remove(id);
  }

  @Get(':id/secrets')
  @RequirePermission('events:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The secrets that sign now: one, or two for a day after a rotation' })
  @ApiOkResponse({ type: SecretsView })
  async showSecrets(@UuidId('id') id: string, @CurrentUser() by: AuthUser): Promise<SecretsView> {
    await this.queries.one(id);
    security.info(
      { event: 'webhook_secret_shown', endpoint: id, user_id: by.id },
      'a secret was shown',
    );
    return { items: await this.secrets.valid(this.database, id) };
  }

  @Post(':id/secrets')
  @RequirePermission('events:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Makes a new secret; the former one signs for a day more' })
  @ApiCreatedResponse({ type: SecretsView })
  async rotate(@UuidId('id') id: string, @CurrentUser() by: AuthUser): Promise<SecretsView> {
    await this.changeEndpoints.rotateSecret(id);
    security.info(
      { event: 'webhook_secret_rotated', endpoint: id, user_id: by.id },
      'a secret was rotated',
    );
    return { items: await this.secrets.valid(this.database, id) };
  }
}

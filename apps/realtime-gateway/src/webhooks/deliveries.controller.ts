import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Deliveries } from './deliveries.js';
import { DeliveriesPage, DeliveriesQuery, QueuedDto, ResendFailedDto } from './deliveries.dto.js';
import { EndpointQueries } from './endpoint.queries.js';

@ApiTags('webhook endpoints')
@Controller('api/v1/admin/webhook-endpoints/:id')
export class DeliveriesController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly queries: EndpointQueries,
  ) {}

  @Get('deliveries')
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'The delivery log of an endpoint, newest first' })
  @ApiOkResponse({ type: DeliveriesPage })
  async list(
    @UuidId('id') id: string,
    @Query() { state, limit, cursor }: DeliveriesQuery,
  ): Promise<DeliveriesPage> {
    const before = decodeCursor(cursor, { before: 'uuid' })?.before;
    await this.queries.one(id);
    const found = await this.deliveries.page(id, { state, before, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ before: last.id }) : null };
  }

  @Post('test')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Sends a test message' })
  @ApiOkResponse({ type: QueuedDto })
  async test(@UuidId('id') id: string): Promise<QueuedDto> {
    await this.deliveries.test(id);
    return { queued: 1 };
  }

  @Post('resend')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Sends again what was given up since a time, 10,000 at most' })
  @ApiOkResponse({ type: QueuedDto })
  async resendFailed(
    @UuidId('id') id: string,
    @Body() { since }: ResendFailedDto,
  ): Promise<QueuedDto> {
    return { queued: await this.deliveries.resendFailed(id, since) };
  }

  @Post('deliveries/:delivery_id/resend')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Sends one message again, under its former id' })
  @ApiOkResponse({ type: QueuedDto })
  async resend(
    @UuidId('id') id: string,
    @UuidId('delivery_id') deliveryId: string,
  ): Promise<QueuedDto> {
    await this.deliveries.resend(id, deliveryId);
    return { queued: 1 };
  }
}

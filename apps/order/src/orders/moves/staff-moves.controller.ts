import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, UuidId, VersionDto } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { CancelOrderDto, OrderDto } from '../order/orders.dto.js';
import { OrdersQueries } from '../order/orders.queries.js';
import { CancelOrder } from './cancel-order.js';
import { MoveOrder } from './move-order.js';

@ApiTags('admin: orders')
@RequirePermission('orders:write')
@Controller('api/v1/admin/orders')
export class StaffMovesController {
  constructor(
    private readonly cancelOrder: CancelOrder,
    private readonly moveOrder: MoveOrder,
    private readonly orders: OrdersQueries,
  ) {}

  @Post(':id/cancel')
  @HttpCode(200)
  @IfMatch()
  @ApiOperation({ summary: 'Cancels an order that has not been handed over' })
  @ApiOkResponse({ type: OrderDto })
  async cancel(
    @UuidId('id') id: string,
    @Body() { reason, version }: CancelOrderDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<OrderDto> {
    const write = this.cancelOrder.cancel({
      orderId: id,
      reason,
      shopperId: null,
      requestedBy: user.id,
      version: expectedVersion(version, request),
    });
    return this.orders.afterWrite(write);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @IfMatch()
  @ApiOperation({
    summary: 'Hands an order over for delivery; it can no longer be cancelled',
  })
  @ApiOkResponse({ type: OrderDto })
  async handOver(
    @UuidId('id') id: string,
    @Body() { version }: VersionDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderDto> {
    const expected = expectedVersion(version, request);
    return this.orders.afterWrite(this.moveOrder.move(id, 'fulfilment_requested', expected));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @IfMatch()
  @ApiOperation({ summary: 'Marks an order as completed' })
  @ApiOkResponse({ type: OrderDto })
  async complete(
    @UuidId('id') id: string,
    @Body() { version }: VersionDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderDto> {
    const expected = expectedVersion(version, request);
    return this.orders.afterWrite(this.moveOrder.move(id, 'completed', expected));
  }
}

import { Body, Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated, CurrentUser, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, Priority, UuidId, VersionDto } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKey } from '../idempotency-key.js';
import { CancelOrder } from './moves/cancel-order.js';
import {
  OrderDetailDto,
  OrderDto,
  OrderPageDto,
  OrdersQuery,
  PlaceOrderDto,
} from './order/orders.dto.js';
import { OrdersQueries } from './order/orders.queries.js';
import { PlaceOrder } from './placing/place-order.js';

@ApiTags('orders')
@Authenticated()
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly cancelOrder: CancelOrder,
    private readonly orders: OrdersQueries,
  ) {}

  @Post()
  @Priority('critical')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Places an order for the whole cart: all lines are reserved and paid, or none',
    description:
      'A request with the same key returns the same answer and places no second order. 503 `order_in_progress` means that the outcome is still open: repeat the request with the same key.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A unique key for each attempt to order.',
  })
  @ApiCreatedResponse({ type: OrderDto })
  place(
    @Body() body: PlaceOrderDto,
    @IdempotencyKey() key: string,
    @CurrentUser() user: AuthUser,
  ): Promise<OrderDto> {
    return this.placeOrder.place({
      userId: user.id,
      key,
      paymentMethod: body.payment_method,
      expectedTotal: body.expected_total,
    });
  }

  @Get()
  @Priority('deferrable')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The shopper’s own orders, newest first' })
  @ApiOkResponse({ type: OrderPageDto })
  list(@Query() query: OrdersQuery, @CurrentUser() user: AuthUser): Promise<OrderPageDto> {
    return this.orders.ofShopper(user.id, query);
  }

  @Get(':id')
  @Priority('critical')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One order with its history and refunds' })
  @ApiOkResponse({ type: OrderDetailDto })
  detail(@UuidId('id') id: string, @CurrentUser() user: AuthUser): Promise<OrderDetailDto> {
    return this.orders.detail(id, user.id);
  }

  @Post(':id/cancel')
  @Priority('critical')
  @HttpCode(200)
  @IfMatch()
  @ApiOperation({ summary: 'Cancels an order that has not been handed over' })
  @ApiOkResponse({ type: OrderDto })
  async cancel(
    @UuidId('id') id: string,
    @Body() { version }: VersionDto,
    @Req() request: FastifyRequest,
    @CurrentUser() user: AuthUser,
  ): Promise<OrderDto> {
    const write = this.cancelOrder.cancel({
      orderId: id,
      reason: 'cancelled_by_shopper',
      shopperId: user.id,
      requestedBy: user.id,
      version: expectedVersion(version, request),
    });
    return this.orders.afterWrite(write);
  }
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { CancelOrder } from './cancel-order.js';
import { MoveOrder } from './move-order.js';
import { OrdersQueries } from './orders.queries.js';
import { CancelOrderDto, OrderDto } from './orders.dto.js';

@ApiTags('orders: staff')
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
  @ApiOperation({ summary: 'Calls an order off before anything of it is handed over' })
  @ApiOkResponse({ type: OrderDto })
  async cancel(
    @UuidId('id') id: string,
    @Body() { reason }: CancelOrderDto,
    @CurrentUser() user: AuthUser,
  ): Promise<OrderDto> {
    const order = await this.cancelOrder.run({
      orderId: id,
      reason,
      shopperId: null,
      requestedBy: user.id,
    });
    return this.orders.view(order);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The order goes to whoever packs it; from now on it can’t be cancelled',
  })
  @ApiOkResponse({ type: OrderDto })
  async handOver(@UuidId('id') id: string): Promise<OrderDto> {
    return this.orders.view(await this.moveOrder.run(id, 'fulfilment_requested'));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @ApiOperation({ summary: 'The shopper has everything' })
  @ApiOkResponse({ type: OrderDto })
  async complete(@UuidId('id') id: string): Promise<OrderDto> {
    return this.orders.view(await this.moveOrder.run(id, 'completed'));
  }
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { IdempotencyKey } from '../../idempotency-key.js';
import { RetryRefund } from '../../money/refunds/retry-refund.js';
import { RefundOrder } from './refund-order.js';
import { firstRefundView, refundView } from './refund-view.js';
import { RefundDto, RefundOrderDto } from './refunds.dto.js';

@ApiTags('admin: orders')
@RequirePermission('orders:write')
@Controller('api/v1/admin/orders/:id/refunds')
export class RefundsController {
  constructor(
    private readonly refundOrder: RefundOrder,
    private readonly retryRefund: RetryRefund,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Refunds an order in full or in part',
    description:
      'A refund to the wallet is immediate. A refund through a payment provider is `requested` until the provider has paid it out. A request with the same key returns the first answer and makes no second refund.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A unique key for each refund.',
  })
  @ApiCreatedResponse({ type: RefundDto })
  async refund(
    @UuidId('id') orderId: string,
    @Body() { amount, reason, restock }: RefundOrderDto,
    @IdempotencyKey() key: string,
    @CurrentUser() user: AuthUser,
  ): Promise<RefundDto> {
    const wish = { orderId, amount, reason, restock: restock ?? [], requestedBy: user.id, key };
    return firstRefundView(await this.refundOrder.refund(wish));
  }

  @Post(':refund_id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retries a failed refund or the failed return of its goods' })
  @ApiOkResponse({ type: RefundDto })
  async retry(
    @UuidId('id') orderId: string,
    @UuidId('refund_id') refundId: string,
  ): Promise<RefundDto> {
    return refundView(await this.retryRefund.retry(orderId, refundId));
  }
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { toMinor } from '@tandem/kernel';
import { Priority, UuidId } from '@tandem/http';
import { RefundDto, RefundStateDto } from './refunds.dto.js';
import { RequestRefund } from './request-refund.js';

/** What the order service calls; every call may be repeated. */
@ApiTags('internal')
@CalledBy('order')
@Controller('internal/g2a-pay/payments')
@Priority('critical')
export class RefundsController {
  constructor(private readonly refunds: RequestRefund) {}

  @Post(':payment_id/refunds')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a part of a payment back, or all of it' })
  @ApiOkResponse({ type: RefundStateDto })
  async refund(
    @UuidId('payment_id') paymentId: string,
    @Body() { refund_id, amount }: RefundDto,
  ): Promise<RefundStateDto> {
    const status = await this.refunds.request({
      refundId: refund_id.toLowerCase(),
      paymentId,
      amountMinor: toMinor(amount),
      currency: amount.currency,
    });
    return { status };
  }
}

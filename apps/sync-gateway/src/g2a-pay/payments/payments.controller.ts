import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { fromMinor, toMinor } from '@tandem/kernel';
import { Priority, UuidId } from '@tandem/http';
import type { FastifyReply } from 'fastify';
import { BeginPayment } from './begin-payment.js';
import { GiveUpPayment } from './give-up-payment.js';
import type { Payment } from './payment.js';
import { BeginPaymentDto, BegunPaymentDto, PaymentDto } from './payments.dto.js';
import { ReadCurrentPayment } from './read-current-payment.js';

/** What the order service calls; every call may be repeated. */
@ApiTags('internal')
@CalledBy('order')
@Controller('internal/g2a-pay/payments')
@Priority('critical')
export class PaymentsController {
  constructor(
    private readonly begun: BeginPayment,
    private readonly current: ReadCurrentPayment,
    private readonly givenUp: GiveUpPayment,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Makes the page on which a buyer pays' })
  @ApiCreatedResponse({ type: BegunPaymentDto, description: '200 when the call is a repeated one' })
  async begin(
    @Body() { payment_id, amount, description, return_url }: BeginPaymentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BegunPaymentDto> {
    const { payment, created } = await this.begun.begin({
      payment_id: payment_id.toLowerCase(),
      amount_minor: toMinor(amount),
      currency: amount.currency,
      description,
      return_url,
    });
    void reply.status(created ? 201 : 200);
    const { status, redirect_url } = payment;
    return { payment_id: payment.payment_id, status, redirect_url: redirect_url! };
  }

  @Get(':payment_id')
  @ApiOperation({ summary: 'How a payment stands, asked of G2A PAY where it can be asked' })
  @ApiOkResponse({ type: PaymentDto })
  async read(@UuidId('payment_id') paymentId: string): Promise<PaymentDto> {
    return toDto(await this.current.read(paymentId));
  }

  @Post(':payment_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Waits for a payment no longer; a later completion is still told' })
  @ApiOkResponse({ type: PaymentDto })
  async cancel(@UuidId('payment_id') paymentId: string): Promise<PaymentDto> {
    return toDto(await this.givenUp.giveUp(paymentId));
  }
}

function toDto(payment: Payment): PaymentDto {
  return {
    payment_id: payment.payment_id,
    status: payment.status,
    transaction_id: payment.transaction_id,
    amount: fromMinor(payment.amount_minor, payment.currency),
    refunded: fromMinor(payment.refunded_minor, payment.currency),
    version: payment.version,
  };
}

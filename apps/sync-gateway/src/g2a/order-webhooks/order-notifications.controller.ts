import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { Priority, SignedBody } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { TakenDto } from '../../webhooks/taken.dto.js';
import { OrderNotificationDto } from './order-notifications.dto.js';
import { ReceiveOrderNotification } from './receive-order-notification.js';

/** Where changes of orders at G2A are announced. The signature is the only proof of who calls. */
@ApiTags('webhooks')
@Public()
@Controller('api/v1/webhooks/g2a/orders')
@Priority('critical')
export class OrderNotificationsController {
  constructor(private readonly notification: ReceiveOrderNotification) {}

  @Post()
  @HttpCode(202)
  @SignedBody({ bytes: 8 * 1024, keys: 20, items: 20 })
  @ApiOperation({
    summary: 'Receives a notification of an order at G2A, signed by `X-G2A-Signature`',
    description:
      '`X-G2A-Signature` is the hex HMAC-SHA256 of `X-G2A-Timestamp`, `.`, `X-G2A-Nonce`, `.` and the body. A nonce is taken once.',
  })
  @ApiAcceptedResponse({ type: TakenDto })
  async notify(
    @Req() request: FastifyRequest,
    @Body() told: OrderNotificationDto,
  ): Promise<TakenDto> {
    await this.notification.receive(request, told);
    return { status: 'ok' };
  }
}

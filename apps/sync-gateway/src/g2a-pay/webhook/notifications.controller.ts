import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { TakenDto } from '../../webhooks/taken.dto.js';
import { notAForm } from './errors.js';
import { IPN_PATH } from './form-body.js';
import { IpnDto } from './notifications.dto.js';
import { ReceiveIpn } from './receive-ipn.js';

/** Where G2A PAY posts its instant payment notifications. The signature is the only proof of who calls. */
@ApiTags('webhooks')
@Public()
@Controller(IPN_PATH)
@Priority('critical')
export class NotificationsController {
  constructor(private readonly ipn: ReceiveIpn) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Receives a notification of G2A PAY, which is repeated until it is answered with 200',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ type: IpnDto })
  @ApiOkResponse({ type: TakenDto })
  async notify(@Req() request: FastifyRequest): Promise<TakenDto> {
    const type = request.headers['content-type'] ?? '';
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
    if (!isForm || typeof request.body !== 'string') throw notAForm();
    await this.ipn.receive(request.body);
    return { status: 'ok' };
  }
}

import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { Priority, SignedBody } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { TakenDto } from '../../webhooks/taken.dto.js';
import { StockHintDto } from './hints.dto.js';
import { TakeHint } from './take-hint.js';

/** Where the warehouse says that something changed. The signature is the only proof of who calls. */
@ApiTags('webhooks')
@Public()
@Controller('api/v1/webhooks/inventory')
@Priority('critical')
export class HintsController {
  constructor(private readonly hint: TakeHint) {}

  @Post()
  @HttpCode(202)
  @SignedBody({ bytes: 128 * 1024, keys: 20, items: 1_000 })
  @ApiOperation({
    summary: 'Receives a notification of the warehouse, signed by `X-Inventory-Signature`',
    description:
      '`X-Inventory-Signature` is the hex HMAC-SHA256 of `X-Inventory-Timestamp`, `.`, `X-Inventory-Nonce`, `.` and the body. A nonce is taken once.',
  })
  @ApiAcceptedResponse({ type: TakenDto })
  async notify(@Req() request: FastifyRequest, @Body() _told: StockHintDto): Promise<TakenDto> {
    await this.hint.take(request);
    return { status: 'ok' };
  }
}

import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated, CurrentUser, type AuthUser } from '@tandem/auth-client';
import { fromMinor } from '@tandem/kernel';
import { Priority, UuidId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { OptionalIdempotencyKey } from '../../idempotency-key.js';
import { readBalance } from '../ledger/balance.js';
import type { Payment } from '../payments/payment.js';
import { TopUps } from './top-ups.js';
import { TopUpDto, TopUpRequestDto, WalletDto } from './wallet.dto.js';

@ApiTags('wallet')
@Authenticated()
@Controller('api/v1/wallet')
export class WalletController {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly topUps: TopUps,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The shopper’s wallet' })
  @ApiOkResponse({ type: WalletDto })
  async read(@CurrentUser() user: AuthUser): Promise<WalletDto> {
    const { currency } = this.config;
    const balance = await readBalance(this.database, user.id, currency);
    return { balance: fromMinor(balance, currency), top_up_methods: this.topUps.methods() };
  }

  @Post('top-ups')
  @Priority('critical')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Tops up the wallet',
    description: 'A top-up with g2a_pay is `pending` until the shopper pays at `redirect_url`.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A unique key for each top-up. Requests with the same key make one top-up.',
  })
  @ApiCreatedResponse({ type: TopUpDto })
  async topUp(
    @Body() { amount, payment_method }: TopUpRequestDto,
    @OptionalIdempotencyKey() key: string | null,
    @CurrentUser() user: AuthUser,
  ): Promise<TopUpDto> {
    const command = { userId: user.id, amount, method: payment_method, key };
    return toDto(await this.topUps.create(command));
  }

  @Get('top-ups/:id')
  @Priority('critical')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The status of a top-up' })
  @ApiOkResponse({ type: TopUpDto })
  async topUpOf(@UuidId('id') id: string, @CurrentUser() user: AuthUser): Promise<TopUpDto> {
    return toDto(await this.topUps.ofUser(id, user.id));
  }
}

function toDto(payment: Payment): TopUpDto {
  return {
    id: payment.id,
    status: payment.status,
    amount: fromMinor(payment.amount_minor, payment.currency),
    payment_method: payment.provider,
    redirect_url: payment.status === 'pending' ? payment.redirect_url : null,
    created_at: payment.created_at.toISOString(),
  };
}

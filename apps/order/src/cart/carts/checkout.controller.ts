import { Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptionallyAuthenticated } from '@tandem/auth-client';
import type { FastifyRequest } from 'fastify';
import { OrderConfig } from '../../config.js';
import { Shoppers } from '../guests/shoppers.js';
import { checkoutView } from './cart-view.js';
import { CheckoutView } from './carts.dto.js';
import { ReadCart } from './read-cart.js';

@ApiTags('checkout')
@Controller('api/v1/checkout')
@OptionallyAuthenticated()
export class CheckoutController {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly carts: ReadCart,
    private readonly config: OrderConfig,
  ) {}

  @Post('validate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Checks the availability of each line in the database, never in a cache',
  })
  @ApiOkResponse({ type: CheckoutView })
  async validate(@Req() request: FastifyRequest): Promise<CheckoutView> {
    const owner = this.shoppers.known(request);
    const lines = owner ? await this.carts.withOffers(owner) : [];
    return checkoutView(lines, this.config.currency);
  }
}

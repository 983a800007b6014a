import { Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptionallyAuthenticated } from '@tandem/auth-client';
import { SourceHealth } from '@tandem/persistence';
import { Priority } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { OutsideStock } from '../../clients/outside-stock.js';
import { OrderConfig } from '../../config.js';
import { Shoppers } from '../guests/shoppers.js';
import { checkoutView, type OfferedLine } from './cart-view.js';
import { CheckoutView } from './carts.dto.js';
import { ReadCart } from './read-cart.js';

@ApiTags('checkout')
@Controller('api/v1/checkout')
@Priority('critical')
@OptionallyAuthenticated()
export class CheckoutController {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly carts: ReadCart,
    private readonly config: OrderConfig,
    private readonly outside: OutsideStock,
    private readonly health: SourceHealth,
  ) {}

  @Post('validate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Checks the availability of each line in the database, never in a cache',
    description:
      'Parts that an outside system counts are asked for there as well, for at most a second. Without its answer the database decides.',
  })
  @ApiOkResponse({ type: CheckoutView })
  async validate(@Req() request: FastifyRequest): Promise<CheckoutView> {
    const owner = this.shoppers.known(request);
    const lines = owner ? await this.carts.withOffers(owner) : [];
    const asked = await this.askedOutside(lines);
    return checkoutView(asked, await this.health.stale(), this.config.currency);
  }

  /** An outside system may have less than the shop knows of; it never has more for this shopper. */
  private async askedOutside(lines: readonly OfferedLine[]): Promise<readonly OfferedLine[]> {
    const linked = lines.filter(({ offer }) => offer?.source != null);
    const outside = await this.outside.quantities(linked.map(({ part_id }) => part_id));
    return lines.map((line) => lowered(line, outside.get(line.part_id)));
  }
}

function lowered(line: OfferedLine, quantity: number | undefined): OfferedLine {
  const { offer } = line;
  if (!offer || quantity === undefined || quantity >= offer.available) return line;
  return { ...line, offer: { ...offer, available: quantity } };
}

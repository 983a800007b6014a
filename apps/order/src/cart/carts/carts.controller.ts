import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptionallyAuthenticated } from '@tandem/auth-client';
import { IfMatch, IntId } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { basedOn, unlessListChanged } from '../guests/list-version.js';
import type { Owner } from '../guests/owner.js';
import { Shoppers } from '../guests/shoppers.js';
import { EMPTY_CART, type Cart } from './cart.js';
import { AddItemBody, CartView, QuantityBody } from './carts.dto.js';
import { ChangeCart } from './change-cart.js';
import { ReadCart } from './read-cart.js';
import { ShowCart } from './show-cart.js';

@ApiTags('cart')
@Controller('api/v1/cart')
@OptionallyAuthenticated()
export class CartsController {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly carts: ReadCart,
    private readonly changes: ChangeCart,
    private readonly showCart: ShowCart,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The cart with current prices and availability' })
  @ApiOkResponse({ type: CartView })
  async read(@Req() request: FastifyRequest): Promise<CartView> {
    return this.showCart.show(await this.carts.of(this.shoppers.known(request)));
  }

  @Post('items')
  @IfMatch()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Adds a quantity of a part to the cart; a guest receives a cookie' })
  @ApiOkResponse({ type: CartView })
  async add(
    @Body() { part_id, quantity, version }: AddItemBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartView> {
    const expected = basedOn(request, version);
    return this.changed(request, reply, (owner) =>
      this.changes.add(owner, part_id, quantity, expected),
    );
  }

  @Put('items/:part_id')
  @IfMatch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sets the quantity of a part in the cart' })
  @ApiOkResponse({ type: CartView })
  async set(
    @IntId('part_id') partId: number,
    @Body() { quantity, version }: QuantityBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartView> {
    const expected = basedOn(request, version);
    return this.changed(request, reply, (owner) =>
      this.changes.set(owner, partId, quantity, expected),
    );
  }

  @Delete('items/:part_id')
  @IfMatch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Removes a part from the cart' })
  @ApiOkResponse({ type: CartView })
  async remove(
    @IntId('part_id') partId: number,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CartView> {
    if (!this.shoppers.known(request)) return this.showCart.show(EMPTY_CART);
    const expected = basedOn(request);
    return this.changed(
      request,
      reply,
      async (owner) => (await this.changes.remove(owner, partId, expected)) ?? this.carts.of(owner),
    );
  }

  private async changed(
    request: FastifyRequest,
    reply: FastifyReply,
    change: (owner: Owner) => Promise<Cart>,
  ): Promise<CartView> {
    const cart = await this.shoppers.keeping(request, reply, (owner) =>
      unlessListChanged(change(owner), async () => this.showCart.show(await this.carts.of(owner))),
    );
    return this.showCart.show(cart);
  }
}

import { Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser, type AuthUser } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { ReadCart } from '../carts/read-cart.js';
import { ShowCart } from '../carts/show-cart.js';
import { GuestCookie } from '../guests/guest-cookie.js';
import { user } from '../guests/owner.js';
import { MigrateGuest } from './migrate-guest.js';
import { MigratedCartView } from './migration.dto.js';

@ApiTags('cart')
@Controller('api/v1/cart/migrate')
@Priority('critical')
@Authenticated()
export class MigrationController {
  constructor(
    private readonly migration: MigrateGuest,
    private readonly cookie: GuestCookie,
    private readonly carts: ReadCart,
    private readonly showCart: ShowCart,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Moves the guest’s cart and wishlist into the account, if sign-in failed to do so',
  })
  @ApiOkResponse({ type: MigratedCartView })
  async migrate(
    @CurrentUser() { id }: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<MigratedCartView> {
    const moved = await this.migration.migrate(this.cookie.read(request), id);
    const cart = await this.showCart.show(await this.carts.of(user(id)));
    return { ...cart, ...moved };
  }
}

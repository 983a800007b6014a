import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Post,
  Query,
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
import { ChangeWishlist } from './change-wishlist.js';
import { ReadWishlist } from './read-wishlist.js';
import { WishBody, WishlistQuery, WishlistView } from './wishlists.dto.js';

@ApiTags('wishlist')
@Controller('api/v1/wishlist')
@OptionallyAuthenticated()
export class WishlistsController {
  constructor(
    private readonly shoppers: Shoppers,
    private readonly wishlists: ReadWishlist,
    private readonly changes: ChangeWishlist,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The wishlist, newest first, with current prices and availability' })
  @ApiOkResponse({ type: WishlistView })
  read(@Req() request: FastifyRequest, @Query() query: WishlistQuery): Promise<WishlistView> {
    return this.wishlists.page(this.shoppers.known(request), query);
  }

  @Post('items')
  @HttpCode(200)
  @IfMatch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Adds a part to the wishlist; repeating the call changes nothing' })
  @ApiOkResponse({ type: WishlistView })
  add(
    @Body() { part_id, version }: WishBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WishlistView> {
    const expected = basedOn(request, version);
    return this.shoppers.keeping(request, reply, (owner) =>
      this.changed(owner, this.changes.add(owner, part_id, expected)),
    );
  }

  @Delete('items/:part_id')
  @IfMatch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Removes a part from the wishlist' })
  @ApiOkResponse({ type: WishlistView })
  async remove(
    @IntId('part_id') partId: number,
    @Req() request: FastifyRequest,
  ): Promise<WishlistView> {
    const owner = this.shoppers.known(request);
    if (!owner) return this.wishlists.of(null);
    return this.changed(owner, this.changes.remove(owner, partId, basedOn(request)));
  }

  private async changed(owner: Owner, change: Promise<void>): Promise<WishlistView> {
    await unlessListChanged(change, () => this.wishlists.of(owner));
    return this.wishlists.of(owner);
  }
}

import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OptionallyAuthenticated } from '@tandem/auth-client';
import { IntId } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Shoppers } from '../guests/shoppers.js';
import { ChangeWishlist } from './change-wishlist.js';
import { ReadWishlist } from './read-wishlist.js';
import { WishBody, WishlistView } from './wishlists.dto.js';

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
  @ApiOperation({ summary: 'The wishlist, newest first, with prices and availability of now' })
  @ApiOkResponse({ type: WishlistView })
  read(@Req() request: FastifyRequest): Promise<WishlistView> {
    return this.wishlists.of(this.shoppers.known(request));
  }

  @Post('items')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Wishes for a part; wishing again changes nothing' })
  @ApiOkResponse({ type: WishlistView })
  add(
    @Body() { part_id }: WishBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WishlistView> {
    return this.shoppers.keeping(request, reply, async (owner) => {
      await this.changes.add(owner, part_id);
      return this.wishlists.of(owner);
    });
  }

  @Delete('items/:part_id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Wishes for a part no more' })
  @ApiOkResponse({ type: WishlistView })
  async remove(
    @IntId('part_id') partId: number,
    @Req() request: FastifyRequest,
  ): Promise<WishlistView> {
    const owner = this.shoppers.known(request);
    if (owner) await this.changes.remove(owner, partId);
    return this.wishlists.of(owner);
  }
}

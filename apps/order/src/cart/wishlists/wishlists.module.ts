import { Module } from '@nestjs/common';
import { GuestsModule } from '../guests/guests.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { ChangeWishlist } from './change-wishlist.js';
import { ReadWishlist } from './read-wishlist.js';
import { WishlistsController } from './wishlists.controller.js';

@Module({
  imports: [GuestsModule, OffersModule],
  controllers: [WishlistsController],
  providers: [ReadWishlist, ChangeWishlist],
  exports: [ChangeWishlist],
})
export class WishlistsModule {}

import { Module } from '@nestjs/common';
import { CartsModule } from '../cart/carts/carts.module.js';
import { WishlistsModule } from '../cart/wishlists/wishlists.module.js';
import { RemoveGoneLines } from './remove-gone-lines.js';
import { RepairsController } from './repairs.controller.js';
import { WakeOrders } from './wake-orders.js';

/** What the consistency check has mended of orders, carts and wishlists. */
@Module({
  imports: [CartsModule, WishlistsModule],
  controllers: [RepairsController],
  providers: [RemoveGoneLines, WakeOrders],
})
export class RepairsModule {}

import { Module } from '@nestjs/common';
import { CartsModule } from '../cart/carts/carts.module.js';
import { WishlistsModule } from '../cart/wishlists/wishlists.module.js';
import { UsersModule } from '../clients/users.module.js';
import { LeaversModule } from '../leavers/leavers.module.js';
import { RemoveGoneLines } from './remove-gone-lines.js';
import { RemoveLeavers } from './remove-leavers.js';
import { RepairsController } from './repairs.controller.js';
import { WakeOrders } from './wake-orders.js';

/** What the consistency check has mended of orders, carts and wishlists. */
@Module({
  imports: [CartsModule, WishlistsModule, LeaversModule, UsersModule],
  controllers: [RepairsController],
  providers: [RemoveGoneLines, RemoveLeavers, WakeOrders],
})
export class RepairsModule {}

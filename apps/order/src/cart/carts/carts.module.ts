import { Module } from '@nestjs/common';
import { OutsideStock } from '../../clients/outside-stock.js';
import { GuestsModule } from '../guests/guests.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { CartsController } from './carts.controller.js';
import { ChangeCart } from './change-cart.js';
import { CheckoutController } from './checkout.controller.js';
import { ForgetIdleGuests } from './forget-idle-guests.js';
import { ForgetOldEntries } from './forget-old-entries.js';
import { ReadCart } from './read-cart.js';
import { ShowCart } from './show-cart.js';

@Module({
  imports: [GuestsModule, OffersModule],
  controllers: [CartsController, CheckoutController],
  providers: [OutsideStock, ReadCart, ShowCart, ChangeCart, ForgetIdleGuests, ForgetOldEntries],
  exports: [ChangeCart, ReadCart, ShowCart],
})
export class CartsModule {}

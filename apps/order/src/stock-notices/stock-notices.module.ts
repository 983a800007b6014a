import { Module } from '@nestjs/common';
import { OffersModule } from '../cart/offers/offers.module.js';
import { AnswerLink } from './answer-link.js';
import { AskToBeTold } from './ask-to-be-told.js';
import { ForgetWishes } from './forget-old-wishes.js';
import { StockConsumer } from './stock.consumer.js';
import { StockNoticesController } from './stock-notices.controller.js';
import { TellWhoWaits } from './tell-who-waits.js';

@Module({
  imports: [OffersModule],
  controllers: [StockNoticesController, StockConsumer],
  providers: [AskToBeTold, AnswerLink, TellWhoWaits, ForgetWishes],
})
export class StockNoticesModule {}

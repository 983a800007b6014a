import { Module } from '@nestjs/common';
import { OffersModule } from '../cart/offers/offers.module.js';
import { AnswerLink } from './answer-link.js';
import { AskToBeTold } from './ask-to-be-told.js';
import { ForgetWishes } from './forget-old-wishes.js';
import { NoteScarceParts } from './note-scarce-parts.js';
import { NoteSilentSources } from './note-silent-sources.js';
import { StockConsumer } from './stock.consumer.js';
import { StockNoticesController } from './stock-notices.controller.js';
import { TellStaffOfStock } from './tell-staff-of-stock.js';
import { TellWhoWaits } from './tell-who-waits.js';

@Module({
  imports: [OffersModule],
  controllers: [StockNoticesController, StockConsumer, NoteScarceParts],
  providers: [
    AskToBeTold,
    AnswerLink,
    TellWhoWaits,
    NoteSilentSources,
    TellStaffOfStock,
    ForgetWishes,
  ],
})
export class StockNoticesModule {}

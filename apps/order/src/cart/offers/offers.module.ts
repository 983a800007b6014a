import { Module } from '@nestjs/common';
import { SourceHealth } from '@tandem/persistence';
import { CurrentOffers } from './current-offers.js';
import { Offers } from './offers.js';

@Module({
  providers: [Offers, CurrentOffers, SourceHealth],
  exports: [Offers, CurrentOffers, SourceHealth],
})
export class OffersModule {}

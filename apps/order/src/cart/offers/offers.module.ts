import { Module } from '@nestjs/common';
import { CurrentOffers } from './current-offers.js';
import { Offers } from './offers.js';

@Module({ providers: [Offers, CurrentOffers], exports: [Offers, CurrentOffers] })
export class OffersModule {}

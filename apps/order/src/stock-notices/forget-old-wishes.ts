import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { OrderConfig } from '../config.js';
import { LINK_HOURS } from './answer-link.js';

/** Notices to staff are kept while their mail may still be tried. An address is kept for as long as somebody waits to be told, and for the time in which a repeat is to be known. */
@Injectable()
export class ForgetWishes {
  constructor(private readonly config: OrderConfig) {}

  @Retains({
    name: 'forget-old-stock-wishes',
    title: 'Remove requests to be told about products that are over',
  })
  kept(): Kept[] {
    const days = keptFor(this.config, 'stockNoticeDays');
    return [
      {
        table: 'stock_wishes',
        since: 'asked_at',
        where: 'confirmed_at is null',
        for: { seconds: LINK_HOURS * 3_600 },
      },
      {
        table: 'stock_wishes',
        since: 'greatest(told_at, stopped_at)',
        where: 'confirmed_at is not null',
        for: days,
      },
      { table: 'stock_notices', since: 'noted_at', for: days },
      { table: 'source_notices', since: 'noted_at', for: days },
      { table: 'stock_wish_asks', since: 'since', for: { seconds: 86_400 } },
    ];
  }
}

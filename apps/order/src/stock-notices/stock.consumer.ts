import { Controller } from '@nestjs/common';
import { StockReplenished, type EventData } from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { TellOfStock } from './tell-of-stock.js';

/** A part is back. Whether it still is when people are told, the database says then. */
@Controller()
export class StockConsumer {
  constructor(private readonly jobs: Jobs) {}

  @NeverAgain('Shoppers who wait for the part would get a mail.')
  @OnEvent(StockReplenished)
  async replenished(
    { part_id }: EventData<typeof StockReplenished>,
    { tx }: EventContext,
  ): Promise<void> {
    const waiting = await tx.query<{ id: string }>(
      `select id from stock_wishes
        where part_id = $1 and confirmed_at is not null and told_at is null and stopped_at is null limit 1`,
      [part_id],
    );
    if (waiting.length === 0) return;
    await this.jobs.enqueue(tx, TellOfStock, { part_id }, { key: String(part_id) });
  }
}

import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { gauges } from '@tandem/observability';
import { Database } from '@tandem/persistence';

/** Counted over the index of those that are low, and no further. */
const MOST_COUNTED = 10_000;

const parts = gauges({
  stock_low: {
    description: 'Parts with some left, and no more than their level; 10000: that many or more.',
    unit: '{part}',
  },
  stock_out: {
    description: 'Parts with nothing to sell; 10000: that many or more.',
    unit: '{part}',
  },
});

/** Tells how many parts are low or out of stock. */
@Injectable()
export class StockCounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.reading = parts.observe(async () => {
      const [row] = await this.database.query<{ low: number; out: number }>(
        `select count(*) filter (where available > 0)::int as low, count(*) filter (where available <= 0)::int as out
           from (select current_stock - reserved_quantity as available from stock_levels
                  where current_stock - reserved_quantity <= min_stock_level limit ${MOST_COUNTED}) l`,
      );
      return { stock_low: { value: row!.low }, stock_out: { value: row!.out } };
    });
  }

  beforeApplicationShutdown(): void {
    this.reading?.stop();
  }
}

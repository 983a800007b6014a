import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SaleNumbered } from '@tandem/contracts';
import { DueLoop } from '@tandem/jobs';
import { newEvent, outbox } from '@tandem/messaging';
import { Database, transaction, type Statement } from '@tandem/persistence';
import { InventoryConfig } from '../config.js';

const NUMBERED_AT_ONCE = 500;

/** Null when another instance is giving numbers right now. */
const LOCK: Statement = {
  name: 'sales_lock_numbers',
  text: 'select last::float8 as last from sale_numbers for update skip locked',
};

interface NumberedSale {
  number: number;
  reference: string;
  part_id: number;
  sku: string;
  quantity: number;
  sold_at: Date;
}

/**
 * Gives sales of what the warehouse counts the numbers 1, 2, 3 … by which it says how far it has counted. Only whoever holds the
 * one row with the last number gives any, and the numbers commit together with it: none is ever missing below one that exists.
 */
@Injectable()
export class NumberSales implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: DueLoop;

  constructor(
    config: InventoryConfig,
    private readonly database: Database,
  ) {
    this.loop = new DueLoop({
      name: 'sale-numbers',
      idleMs: config.saleNumbersIntervalMs,
      batch: NUMBERED_AT_ONCE,
      round: () => this.numberSome(),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Numbers sales that have none, few enough for one transaction; answers how many. */
  async numberSome(): Promise<number> {
    return transaction(
      this.database,
      async (tx, [counter]) => {
        if (!counter) return 0;
        const sales = await tx.query<NumberedSale>({
          name: 'sales_number',
          text: `with due as (
              select reference, row_number() over (order by sold_at, reference) as place from (
                select reference, sold_at from sales where number is null and source = 'warehouse'
                 order by sold_at, reference limit $2) as waiting
            )
            update sales x set number = $1::bigint + d.place from due d where x.reference = d.reference
            returning x.number::float8 as number, x.reference, x.part_id, x.external_id as sku, x.quantity, x.sold_at`,
          values: [counter['last'], NUMBERED_AT_ONCE],
        });
        if (sales.length === 0) return 0;
        await tx.execute('update sale_numbers set last = last + $1', [sales.length]);
        sales.sort((a, b) => a.number - b.number);
        await outbox.addMany(
          tx,
          sales.map(({ sold_at, ...sale }) =>
            newEvent(SaleNumbered, { ...sale, version: 1, sold_at: sold_at.toISOString() }),
          ),
        );
        return sales.length;
      },
      LOCK,
    );
  }
}

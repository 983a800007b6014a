import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Flags } from '@tandem/flags';
import { GiveUp, HandlesJob, Jobs, TryLater, type RunningJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { WAREHOUSE_FLAG } from '../warehouse-flag.js';
import { WarehouseClient, type Sale } from '../client/warehouse-client.js';
import { WarehouseRefusal } from '../client/warehouse-errors.js';
import { ReportRefusedSale, ReportWarehouseSales } from './sales-jobs.js';
import { moveReportsTo, nextSales, refusedSale, refuseSales, settleSales } from './sales-store.js';

/** What the warehouse takes in one call. */
const AT_ONCE = 100;
const WHILE_OFF_MS = 10_000;
/** The answer that names the sales it can't take. */
const REFUSED_ITEMS = 422;

const log = logger('warehouse');

/**
 * Reports what the shop sold, in the order of the numbers and without gaps, because the warehouse says with one number how
 * far it has counted. The same call again is harmless, so a lost answer and a crash need nothing but that.
 */
@Injectable()
export class ReportSales {
  constructor(
    private readonly database: Database,
    private readonly flags: Flags,
    private readonly client: WarehouseClient,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob(ReportWarehouseSales)
  async reportAll(_payload: object, { signal }: RunningJob): Promise<void> {
    await this.assertOn();
    while (!signal.aborted) {
      const sales = await nextSales(this.database, AT_ONCE);
      if (sales.length === 0) return;
      await this.report(sales);
    }
    throw new TryLater(0, { counted: false });
  }

  @HandlesJob(ReportRefusedSale)
  async reportAgain({ number }: { number: number }): Promise<void> {
    await this.assertOn();
    const sale = await refusedSale(this.database, number);
    if (!sale) return;
    const answer = await this.send([sale]);
    if (answer instanceof WarehouseRefusal) throw new GiveUp(answer);
    await transaction(this.database, (tx) => settleSales(tx, [number], answer));
  }

  private async report(sales: readonly Sale[]): Promise<void> {
    const answer = await this.send(sales);
    faultPoint('warehouse.sales_sent');
    const last = sales.at(-1)!.number;
    if (!(answer instanceof WarehouseRefusal)) {
      await transaction(this.database, async (tx) => {
        await settleSales(tx, sales.map(numberOf), answer);
        await moveReportsTo(tx, last);
      });
      return;
    }
    const named = sales.filter(({ reference }) => answer.references.includes(reference));
    if (named.length === 0 && sales.length > 1) {
      for (const sale of sales) await this.report([sale]);
      return;
    }
    const refused = named.length > 0 ? named : sales;
    const others = sales.filter((sale) => !refused.includes(sale));
    log.error({ err: answer, numbers: refused.map(numberOf) }, 'the warehouse refused sales');
    await transaction(this.database, (tx) => refuseSales(tx, this.jobs, refused.map(numberOf)));
    if (others.length > 0) await this.report(others);
    await transaction(this.database, (tx) => moveReportsTo(tx, last));
  }

  /** @returns through which number the warehouse has counted, or why it takes none of these. */
  private async send(sales: readonly Sale[]): Promise<number | WarehouseRefusal> {
    try {
      return await this.client.report(sales);
    } catch (error) {
      if (error instanceof WarehouseRefusal && error.status === REFUSED_ITEMS) return error;
      throw error;
    }
  }

  private async assertOn(): Promise<void> {
    if (await this.flags.isOn(WAREHOUSE_FLAG)) return;
    throw new TryLater(WHILE_OFF_MS, { counted: false });
  }
}

const numberOf = ({ number }: Sale) => number;

import { Controller } from '@nestjs/common';
import { SaleNumbered, type EventData } from '@tandem/contracts';
import { Jobs } from '@tandem/jobs';
import { NeverAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { ReportWarehouseSales } from './sales-jobs.js';
import { keepSale } from './sales-store.js';

@Controller()
export class SaleNumberedConsumer {
  constructor(private readonly jobs: Jobs) {}

  @NeverAgain('It reports sales to the warehouse.')
  @OnEvent(SaleNumbered)
  async numbered(sale: EventData<typeof SaleNumbered>, { tx }: EventContext): Promise<void> {
    await keepSale(tx, sale);
    await this.jobs.enqueue(tx, ReportWarehouseSales, {}, { key: 'all' });
  }
}

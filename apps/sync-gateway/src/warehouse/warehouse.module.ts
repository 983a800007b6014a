import { Module } from '@nestjs/common';
import { LinksModule } from '../links/links.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { WarehouseClient } from './client/warehouse-client.js';
import { AnnounceLinked } from './feed/announce-linked.js';
import { PartCreatedConsumer } from './feed/part-created.consumer.js';
import { PollWarehouse } from './feed/poll-warehouse.js';
import { RereadWarehouse } from './feed/reread-warehouse.js';
import { WarehousePoller } from './feed/warehouse-poller.js';
import { HintsController } from './hints/hints.controller.js';
import { TakeHint } from './hints/take-hint.js';
import { ReportSales } from './sales/report-sales.js';
import { SaleNumberedConsumer } from './sales/sale-numbered.consumer.js';

@Module({
  imports: [LinksModule, RunsModule, SourcesModule],
  controllers: [HintsController, PartCreatedConsumer, SaleNumberedConsumer],
  providers: [
    AnnounceLinked,
    WarehouseClient,
    PollWarehouse,
    ReportSales,
    RereadWarehouse,
    TakeHint,
    WarehousePoller,
  ],
  exports: [WarehouseClient],
})
export class WarehouseModule {}

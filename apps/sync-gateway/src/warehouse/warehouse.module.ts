import { Module } from '@nestjs/common';
import { SourcesModule } from '../sources/sources.module.js';
import { WarehouseClient } from './client/warehouse-client.js';
import { PartCreatedConsumer } from './feed/part-created.consumer.js';
import { PollWarehouse } from './feed/poll-warehouse.js';
import { WarehousePoller } from './feed/warehouse-poller.js';
import { ReportSales } from './sales/report-sales.js';
import { SaleNumberedConsumer } from './sales/sale-numbered.consumer.js';

@Module({
  imports: [SourcesModule],
  controllers: [PartCreatedConsumer, SaleNumberedConsumer],
  providers: [WarehouseClient, PollWarehouse, ReportSales, WarehousePoller],
})
export class WarehouseModule {}

import { Module } from '@nestjs/common';
import { SourcesModule } from '../sources/sources.module.js';
import { WarehouseClient } from './client/warehouse-client.js';
import { PartCreatedConsumer } from './feed/part-created.consumer.js';
import { PollWarehouse } from './feed/poll-warehouse.js';
import { WarehousePoller } from './feed/warehouse-poller.js';

@Module({
  imports: [SourcesModule],
  controllers: [PartCreatedConsumer],
  providers: [WarehouseClient, PollWarehouse, WarehousePoller],
})
export class WarehouseModule {}

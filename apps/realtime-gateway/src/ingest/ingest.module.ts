import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { CacheRefresh } from './cache-refresh.js';
import { ChangeConsumer } from './change-consumer.js';
import { PartVersionsReader } from './part-versions.js';

/** Takes change events from Kafka into the log. */
@Module({
  imports: [EventLogModule],
  controllers: [ChangeConsumer],
  providers: [CacheRefresh, PartVersionsReader],
  exports: [PartVersionsReader],
})
export class IngestModule {}

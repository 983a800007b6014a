import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthQueries } from './health.queries.js';
import { ReadHealth } from './read-health.js';
import { WatchHealth } from './watch-health.js';

/** How the services are, and how that has changed. */
@Module({
  controllers: [HealthController],
  providers: [HealthQueries, ReadHealth, WatchHealth],
})
export class HealthModule {}

import { Module } from '@nestjs/common';
import { ChartsController } from './charts.controller.js';
import { ChartsQueries } from './charts.queries.js';
import { ReadMetrics } from './read-metrics.js';
import { TakeSamples } from './take-samples.js';

/** The shop's metrics as charts in the panel. */
@Module({
  controllers: [ChartsController],
  providers: [ChartsQueries, ReadMetrics, TakeSamples],
})
export class MetricsModule {}

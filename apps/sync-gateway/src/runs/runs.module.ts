import { Module } from '@nestjs/common';
import { LookAfterRuns } from './look-after-runs.js';
import { RunPlans } from './run-plan.js';
import { RunProgress } from './run-progress.js';
import { RunsFileController } from './runs-file.controller.js';
import { RunsController } from './runs.controller.js';
import { RunQueries } from './runs.queries.js';
import { StartRun } from './start-run.js';
import { WorkOnRun } from './work-on-run.js';

@Module({
  controllers: [RunsController, RunsFileController],
  providers: [LookAfterRuns, RunPlans, RunProgress, RunQueries, StartRun, WorkOnRun],
  exports: [RunPlans, RunQueries, StartRun],
})
export class RunsModule {}

import { Module } from '@nestjs/common';
import { ConsistencyController } from './consistency.controller.js';
import { ConsistencyQueries } from './consistency.queries.js';
import { ForgetChecks } from './forget-checks.js';
import { RepairDifferences } from './repair-differences.js';
import { StartCheck } from './start-check.js';
import { WorkOnCheck } from './work-on-check.js';

@Module({
  controllers: [ConsistencyController],
  providers: [ConsistencyQueries, ForgetChecks, RepairDifferences, StartCheck, WorkOnCheck],
})
export class ConsistencyModule {}

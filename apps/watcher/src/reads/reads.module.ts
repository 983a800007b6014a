import { Module } from '@nestjs/common';
import { ForgetReads } from './forget-reads.js';
import { ReadCounts } from './read-counts.js';
import { ReadsController } from './reads.controller.js';
import { ReadsQueries } from './reads.queries.js';

/** What was read, counted for staff. */
@Module({
  controllers: [ReadsController],
  providers: [ForgetReads, ReadCounts, ReadsQueries],
  exports: [ReadCounts],
})
export class ReadsModule {}

import { Module } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { AttemptLimits, LIMITER_FACTORY } from './attempt-limits.js';
import type { LimiterFactory } from './attempt-limits.js';

/**
 * Counts in the database, shared by all instances: a cache may forget, and who guesses could make it. What is over is
 * refused from memory, so that going on costs no write; what has expired is removed every five minutes.
 */
function limiters({ dataSource }: Database): LimiterFactory {
  return (name, points, duration) =>
    new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      schemaName: 'auth',
      tableName: 'attempt_counts',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration,
      inMemoryBlockOnConsumed: points + 1,
    });
}

@Module({
  providers: [
    { provide: LIMITER_FACTORY, useFactory: limiters, inject: [Database] },
    AttemptLimits,
  ],
  exports: [AttemptLimits],
})
export class LimitsModule {}

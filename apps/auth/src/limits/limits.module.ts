import { Inject, Module } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { AuthConfig } from '../auth-config.js';
import { AttemptLimits, LIMITER_FACTORY } from './attempt-limits.js';
import type { LimiterFactory } from './attempt-limits.js';

const REDIS = Symbol('limits-redis');
const REDIS_DEADLINE_MS = 250;

function connect({ redisUrl }: AuthConfig): Redis | null {
  if (redisUrl === '') return null;
  const redis = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_DEADLINE_MS,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  });
  // Without a listener a lost connection would be an uncaught error; counting goes on in memory meanwhile.
  redis.on('error', () => undefined);
  return redis;
}

/** Counts in Redis, shared by all instances; in this process while Redis is away. */
function limiters(redis: Redis | null, { topicPrefix }: AuthConfig): LimiterFactory {
  return (name, points, duration) => {
    const keyPrefix = `${topicPrefix}auth:limit:${name}`;
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    return redis
      ? new RateLimiterRedis({
          storeClient: redis,
          keyPrefix,
          points,
          duration,
          insuranceLimiter: memory,
        })
      : memory;
  };
}

@Module({
  providers: [
    { provide: REDIS, useFactory: connect, inject: [AuthConfig] },
    { provide: LIMITER_FACTORY, useFactory: limiters, inject: [REDIS, AuthConfig] },
    AttemptLimits,
  ],
  exports: [AttemptLimits],
})
export class LimitsModule implements OnModuleDestroy {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  onModuleDestroy(): void {
    this.redis?.disconnect();
  }
}

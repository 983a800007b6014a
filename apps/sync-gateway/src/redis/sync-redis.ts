import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { redisAddressOf } from '@tandem/config';
import { backoffMs, PACE } from '@tandem/kernel';
import { logger, outages } from '@tandem/observability';
import { Redis } from 'ioredis';
import { SyncConfig } from '../config.js';

const CONNECT_MS = 1_000;
const ANSWER_MS = 500;
const log = logger('sync-redis');

/** The connection to Redis. It fails fast, and comes back by itself: nothing here waits for Redis. */
@Injectable()
export class SyncRedis implements OnApplicationShutdown {
  /** Null when the shop has no Redis. */
  readonly client: Redis | null;

  constructor({ redisUrl }: SyncConfig) {
    this.client = redisUrl === '' ? null : open(redisUrl);
  }

  onApplicationShutdown(): void {
    this.client?.disconnect();
  }
}

function open(redisUrl: string): Redis {
  const address = redisAddressOf(redisUrl);
  const redis = new Redis(address.url, {
    ...address.options,
    connectTimeout: CONNECT_MS,
    commandTimeout: ANSWER_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    disableClientInfo: true,
    retryStrategy: (attempt) => backoffMs(attempt, PACE.client),
  });
  redis.on('error', (error) => {
    log.warn({ err: error, away: 'redis' }, 'Redis is not available to the sync gateway');
  });
  redis.on('ready', () => outages.answered('redis'));
  return redis;
}

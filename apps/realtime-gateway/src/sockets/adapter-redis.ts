import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { redisAddressOf } from '@tandem/config';
import { backoffMs, PACE } from '@tandem/kernel';
import { logger, outages } from '@tandem/observability';

/**
 * The Redis client for the Socket.IO adapter, made safe for its ways: the adapter reads in a loop
 * that asks again at once after an error, doesn't look at what its calls answer, and leaves the
 * connections it opens to the collector.
 */
export class AdapterRedis extends Redis {
  private readonly copies: Redis[] = [];

  /** Waits for Redis instead of failing, for as long as it takes. */
  static at(redisUrl: string): AdapterRedis {
    const { url, options } = redisAddressOf(redisUrl);
    return new AdapterRedis(url, {
      ...options,
      maxRetriesPerRequest: null,
      enableOfflineQueue: true,
      retryStrategy: (attempt) => backoffMs(attempt, PACE.gateway),
    });
  }

  private constructor(url: string, options: RedisOptions) {
    super(url, options);
    const log = logger('realtime-gateway');
    this.on('error', (error) => {
      const fields = { err: error, away: 'redis' };
      log.warn(
        fields,
        'Redis is not available: alerts reach only the staff connected to this instance',
      );
    });
    this.on('ready', () => outages.answered('redis'));
    unattended(this, 'publish');
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    copy.on('error', () => undefined);
    unattended(copy, 'subscribe');
    this.copies.push(copy);
    return copy;
  }

  /** Ends this connection and those the adapter opened. */
  closeAll(): void {
    for (const connection of [this, ...this.copies]) connection.disconnect();
  }
}

/** Makes a failure of calls nobody awaits, as at closing time, no failure of the process. */
function unattended(client: Redis, method: 'subscribe' | 'publish'): void {
  const call = client[method].bind(client) as (...args: unknown[]) => Promise<unknown>;
  const quiet = (...args: unknown[]) => {
    const answer = call(...args);
    answer.catch(() => undefined);
    return answer;
  };
  Object.assign(client, { [method]: quiet });
}

import { readEnv, SERVICE_NAMES } from '@tandem/config';
import { Redis } from 'ioredis';
import { backingServices } from './backing-services.js';

const FIRST = 5;

/**
 * The Redis database of a service's specs. Ids begin anew in each PostgreSQL database, so no two specs of a service may have
 * it at once: each worker of Jest, which runs one spec at a time, has its own.
 */
export function redisOf(service: string): string {
  const url = new URL(backingServices().redis);
  const others = (Number(readEnv().JEST_WORKER_ID ?? 1) - 1) * SERVICE_NAMES.length;
  url.pathname = `/${FIRST + others + SERVICE_NAMES.findIndex((name) => name === service)}`;
  return url.toString();
}

/** The same, with nothing in it. */
export async function emptyRedisOf(service: string): Promise<string> {
  const redis = new Redis(redisOf(service));
  await redis.flushdb();
  await redis.quit();
  return redisOf(service);
}

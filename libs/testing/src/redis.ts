import { SERVICE_NAMES } from '@tandem/config';
import { Redis } from 'ioredis';
import { backingServices } from './backing-services.js';

const FIRST = 5;

/** The Redis database of a service's specs. Ids begin anew in each PostgreSQL database: one spec of it at a time. */
export function redisOf(service: string): string {
  const url = new URL(backingServices().redis);
  url.pathname = `/${FIRST + SERVICE_NAMES.findIndex((name) => name === service)}`;
  return url.toString();
}

/** The same, with nothing in it. */
export async function emptyRedisOf(service: string): Promise<string> {
  const redis = new Redis(redisOf(service));
  await redis.flushdb();
  await redis.quit();
  return redisOf(service);
}

import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

const LOOSE = 100_000;

/**
 * How many a setting allows: as many as it says, and with 0 the strict number in production and hardly any bound elsewhere,
 * where one address is a whole test run.
 */
export const limitOf = (setting: number, strict: number, nodeEnv: string): number =>
  setting || (nodeEnv === 'production' ? strict : LOOSE);

/**
 * Counts one more of `key`.
 * @returns null, or the milliseconds until there is room again when it has had as many as it may.
 * @throws what the store of the limiter threw.
 */
export async function msOverLimit(
  limiter: RateLimiterAbstract,
  key: string,
): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}

/**
 * How often something may happen: so many times a second in the long run, and `capacity` times at once. It is full at first.
 * A token bucket, as RFC 2697 meters with one. Times are milliseconds of one clock.
 */
export class TokenBucket {
  private tokens: number;
  private readonly perSecond: number;
  private readonly capacity: number;
  private filledAt: number;

  constructor({ perSecond, capacity, now }: { perSecond: number; capacity: number; now: number }) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.tokens = capacity;
    this.filledAt = now;
  }

  /** @returns whether it may happen `count` times now; then so many are taken, else none. */
  take(now: number, count = 1): boolean {
    const earned = (Math.max(0, now - this.filledAt) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.capacity, this.tokens + earned);
    this.filledAt = now;
    if (this.tokens < count) return false;
    this.tokens -= count;
    return true;
  }
}

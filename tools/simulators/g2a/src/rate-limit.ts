import { Refusal } from '../../common/refusal.ts';

const MINUTE_MS = 60_000;

/** So many requests in any minute; one too many is told BR03. */
export class RateLimit {
  private readonly passed = new SlidingMinute();
  private readonly seen = new SlidingMinute();
  private readonly perMinute: number;
  private turnedAway = 0;

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  clear(): void {
    this.passed.clear();
    this.seen.clear();
    this.turnedAway = 0;
  }

  /** What came in: `peak` is the most that any sliding minute has had, those that were turned away included. */
  get figures(): { limit: number; peak: number; turned_away: number } {
    return { limit: this.perMinute, peak: this.seen.peak, turned_away: this.turnedAway };
  }

  pass(now = Date.now()): void {
    this.seen.add(now);
    if (this.passed.count(now) >= this.perMinute) {
      this.turnedAway += 1;
      throw new Refusal(429, 'BR03', 'Too many requests');
    }
    this.passed.add(now);
  }
}

class SlidingMinute {
  private times: number[] = [];
  private oldest = 0;
  peak = 0;

  clear(): void {
    this.times = [];
    this.oldest = 0;
    this.peak = 0;
  }

  add(now: number): void {
    this.times.push(now);
    this.peak = Math.max(this.peak, this.count(now));
  }

  count(now: number): number {
    while (this.oldest < this.times.length && this.times[this.oldest]! <= now - MINUTE_MS) {
      this.oldest += 1;
    }
    // Cut off in large pieces: a shift for each request would copy the list each time.
    if (this.oldest > 10_000) {
      this.times = this.times.slice(this.oldest);
      this.oldest = 0;
    }
    return this.times.length - this.oldest;
  }
}

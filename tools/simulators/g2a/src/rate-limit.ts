import { Refusal } from '../../common/refusal.ts';

/** So many requests in any window of time; one too many is told BR03. */
export class RateLimit {
  private readonly passed: SlidingWindow;
  private readonly seen: SlidingWindow;
  private most: number;
  private turnedAway = 0;

  constructor(most: number, windowMs: number) {
    this.most = most;
    this.passed = new SlidingWindow(windowMs);
    this.seen = new SlidingWindow(windowMs);
  }

  /** Takes what is its own of `POST /_sim/settings`. @returns how it is set. */
  set({ requests_per_minute: most }: Record<string, unknown>): { requests_per_minute: number } {
    if (Number.isInteger(most)) this.most = Number(most);
    return { requests_per_minute: this.most };
  }

  clear(): void {
    this.passed.clear();
    this.seen.clear();
    this.turnedAway = 0;
  }

  /** What came in: `peak` is the most that any sliding window has had, those that were turned away included. */
  get figures(): { limit: number; peak: number; passed: number; turned_away: number } {
    const { most: limit, turnedAway: turned_away } = this;
    return { limit, peak: this.seen.peak, passed: this.passed.all, turned_away };
  }

  pass(now = Date.now()): void {
    this.seen.add(now);
    if (this.passed.count(now) >= this.most) {
      this.turnedAway += 1;
      throw new Refusal(429, 'BR03', 'Too many requests');
    }
    this.passed.add(now);
  }
}

class SlidingWindow {
  private times: number[] = [];
  private oldest = 0;
  private readonly windowMs: number;
  peak = 0;
  all = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  clear(): void {
    this.times = [];
    this.oldest = 0;
    this.peak = 0;
    this.all = 0;
  }

  add(now: number): void {
    this.times.push(now);
    this.all += 1;
    this.peak = Math.max(this.peak, this.count(now));
  }

  count(now: number): number {
    while (this.oldest < this.times.length && this.times[this.oldest]! <= now - this.windowMs) {
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

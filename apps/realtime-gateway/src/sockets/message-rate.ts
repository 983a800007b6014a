const BURST_SECONDS = 3;

/** A token bucket: `perSecond` messages in the long run, three seconds' worth at once. */
export class MessageRate {
  private readonly capacity: number;
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.capacity = perSecond * BURST_SECONDS;
    this.tokens = this.capacity;
    this.filledAt = now;
  }

  /** Takes one message at `now` (milliseconds); false when there were too many. */
  allows(now: number): boolean {
    const earned = (Math.max(0, now - this.filledAt) / 1_000) * this.perSecond;
    this.tokens = Math.min(this.capacity, this.tokens + earned);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

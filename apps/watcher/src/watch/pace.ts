/** So many in a second, and not more than a second's worth at once. */
export class Pace {
  private left: number;
  private at = 0;

  constructor(private readonly perSecond: number) {
    this.left = perSecond;
  }

  /** @returns whether so many may be done now. */
  take(count: number, now: number): boolean {
    const refilled = this.left + ((now - this.at) / 1_000) * this.perSecond;
    this.left = Math.min(refilled, Math.max(this.perSecond, count));
    this.at = now;
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }
}

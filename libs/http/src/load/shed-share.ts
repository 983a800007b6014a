/** From none to all within so long of standing delay, and back within so long without. */
const RISE_MS = 1_000;
const FALL_MS = 3_000;
/** A delay stands when no look of so many found a shorter one: one alone may be a single long task, or a machine that slept. */
const LOOKS = 2;

/**
 * Which part of one class of work is sent away. The sign is CoDel's: not a long wait but one that stands, the least of a
 * while above a target (Nichols and Jacobson, "Controlling Queue Delay", ACM Queue 10(5), 2012; for servers: Maurer, "Fail at
 * Scale", ACM Queue 13(8), 2015). The part grows while the delay stands and shrinks when it does not, so that what is let in
 * settles at what can be done.
 */
export class ShedShare {
  private looks: number[] = [];
  private part = 0;
  private owed = 0;

  constructor(private readonly targetMs: number) {}

  /** Between 0, nothing, and 1, all. */
  get share(): number {
    return this.part;
  }

  /** @param mayRise false while what is less urgent has not been sent away yet. */
  look(delayMs: number, elapsedMs: number, mayRise: boolean): void {
    this.looks = [...this.looks, delayMs].slice(-LOOKS);
    const stands = this.looks.length === LOOKS && Math.min(...this.looks) > this.targetMs;
    if (!stands) this.part = Math.max(0, this.part - elapsedMs / FALL_MS);
    else if (mayRise) this.part = Math.min(1, this.part + elapsedMs / RISE_MS);
  }

  /** Whether the next one is sent away: evenly spread, as a share of a third sends each third. */
  takes(): boolean {
    this.owed += this.part;
    if (this.owed < 1) return false;
    this.owed -= 1;
    return true;
  }
}

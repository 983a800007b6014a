import { TryLater } from '@tandem/jobs';
import { Backoff, pause } from '@tandem/kernel';

/**
 * When the mails of this instance begin: no more in a second than the server takes, and while it is away one at a time,
 * less and less often. The others keep their workers meanwhile, so that a long queue is not taken up for nothing.
 */
export class Turns {
  private readonly waits = new Backoff({ firstMs: 250, longestMs: 30_000, spread: 0.3 });
  private last: Promise<void> = Promise.resolve();
  private notBefore = 0;
  private isAway = false;

  constructor(private readonly perSecond: number) {}

  get serverIsAway(): boolean {
    return this.isAway;
  }

  /** Until the server is worth asking again. */
  get remainingMs(): number {
    return Math.max(0, this.notBefore - performance.now());
  }

  /** @throws TryLater when the process stops before its turn has come. */
  async inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.last;
    const turn = Promise.withResolvers<void>();
    this.last = turn.promise;
    try {
      await before;
      await pause(this.remainingMs, signal);
      if (signal.aborted) throw new TryLater(0, { counted: false });
      if (this.isAway) return await work();
      this.notBefore = performance.now() + 1_000 / this.perSecond;
    } finally {
      turn.resolve();
    }
    return work();
  }

  answered(): void {
    if (this.isAway) this.notBefore = 0;
    this.isAway = false;
    this.waits.reset();
  }

  /** It did not answer. Several mails that found out together count once. */
  away(): void {
    if (this.isAway && this.remainingMs > 0) return;
    this.isAway = true;
    this.notBefore = performance.now() + this.waits.next();
  }
}

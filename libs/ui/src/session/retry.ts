import { Backoff } from '@tandem/kernel';

const PACE = { firstMs: 1_000, longestMs: 15_000, spread: 0.5 };

/** Asks again and again in growing pauses, and at once when the network is back, until it is told to stop. */
export class Retry {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff(PACE);
  private end: (() => void) | undefined;
  /** Settled while nothing is asked for. */
  done: Promise<void> = Promise.resolve();

  constructor(private readonly ask: () => Promise<unknown>) {}

  /** The last attempt failed: another one follows. */
  soon(): void {
    if (!this.end) {
      this.done = new Promise((resolve) => (this.end = resolve));
      globalThis.addEventListener?.('online', this.now);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), this.backoff.next());
  }

  readonly now = (): void => {
    if (!this.end) return;
    clearTimeout(this.timer);
    void this.ask();
  };

  stop(): void {
    clearTimeout(this.timer);
    globalThis.removeEventListener?.('online', this.now);
    this.backoff.reset();
    this.end?.();
    this.end = undefined;
  }
}

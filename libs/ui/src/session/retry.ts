const FIRST_MS = 1_000;
const MOST_MS = 15_000;

/** Asks again and again in growing pauses, and at once when the network is back, until it is told to stop. */
export class Retry {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
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
    const most = Math.min(FIRST_MS * 2 ** this.failures, MOST_MS);
    this.failures += 1;
    this.timer = setTimeout(() => void this.ask(), most / 2 + (most / 2) * Math.random());
  }

  readonly now = (): void => {
    if (!this.end) return;
    clearTimeout(this.timer);
    void this.ask();
  };

  stop(): void {
    clearTimeout(this.timer);
    globalThis.removeEventListener?.('online', this.now);
    this.failures = 0;
    this.end?.();
    this.end = undefined;
  }
}

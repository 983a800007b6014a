const BEAT_MS = 20;
const LOOK_MS = 100;

type Watcher = (delayMs: number, elapsedMs: number) => void;

/**
 * How long what is ready waits for its turn in this process: a timer that is late says it. Everybody is told the least of each
 * tenth of a second. Node's own histogram of it keeps the greatest and the mean, which a single long task makes large.
 */
class EventLoopWatch {
  private readonly watchers = new Set<Watcher>();
  private timer: NodeJS.Timeout | undefined;
  private lookedAt = 0;
  private beatAt = 0;
  private least = Infinity;

  /** @returns what ends it. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    if (!this.timer) {
      this.lookedAt = this.beatAt = performance.now();
      this.least = Infinity;
      this.timer = setInterval(() => this.beat(), BEAT_MS).unref();
    }
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  private beat(): void {
    const now = performance.now();
    this.least = Math.min(this.least, Math.max(0, now - this.beatAt - BEAT_MS));
    this.beatAt = now;
    const elapsed = now - this.lookedAt;
    if (elapsed < LOOK_MS) return;
    const { least } = this;
    this.lookedAt = now;
    this.least = Infinity;
    for (const watcher of this.watchers) watcher(least, elapsed);
  }
}

/** One for all services of a process: they have one event loop. */
export const eventLoopWatch = new EventLoopWatch();

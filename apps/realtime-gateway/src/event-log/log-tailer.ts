import { backoffMs, PACE } from '@tandem/kernel';
import type { LogEntry } from './log-entry.js';
import { RecentEntries } from './recent-entries.js';

/** Where the tailer reads from. */
export interface LogSource {
  /** Position of the newest entry; 0 when there is none. */
  head(): Promise<number>;
  /** Id of the event at a position, or null when there is none. */
  eventIdAt(position: number): Promise<string | null>;
  /** Up to `limit` entries after `position`, oldest first. */
  after(position: number, limit: number): Promise<LogEntry[]>;
}

export interface TailerOptions {
  source: LogSource;
  onEntry: (entry: LogEntry) => void;
  onError: (error: unknown, doing: 'read' | 'deliver') => void;
  /** Milliseconds between looks when nobody wakes it. */
  pollMs: number;
}

const PAGE = 500;

/**
 * Follows the log by position and hands on each entry once, in order. Every instance has one, so
 * all of them deliver the same order, and what a dead instance had committed is delivered by the rest.
 */
export class LogTailer {
  private last = 0;
  private lastId: string | null = null;
  private recent = new RecentEntries(0);
  private awake = false;
  private alarm: (() => void) | null = null;
  private stopped = false;
  private running: Promise<void> | null = null;
  private readonly waiters: { position: number; resolve: () => void }[] = [];

  constructor(private readonly options: TailerOptions) {}

  /** Begins at the end of the log: this instance has no socket yet that could miss anything. */
  async start(): Promise<void> {
    this.last = await this.options.source.head();
    this.lastId = await this.options.source.eventIdAt(this.last);
    this.recent = new RecentEntries(this.last);
    this.running = this.run();
  }

  /** Position of the last entry handed on. */
  get position(): number {
    return this.last;
  }

  /** Id of that entry: who connects now has seen everything up to it. Null while nothing was ever logged. */
  get lastEventId(): string | null {
    return this.lastId;
  }

  /** Entries handed on after `position`, or null when too far back; see RecentEntries. */
  recentSince(position: number): LogEntry[] | null {
    return this.recent.since(position);
  }

  /** Looks at the log now. */
  wake(): void {
    this.awake = true;
    this.alarm?.();
  }

  /** Resolves when everything up to `position` has been handed on by this instance, or it stops. */
  async reached(position: number): Promise<void> {
    if (this.last >= position || this.stopped) return;
    const waiting = new Promise<void>((resolve) => this.waiters.push({ position, resolve }));
    this.wake();
    await waiting;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.alarm?.();
    await this.running;
    this.releaseWaiters(Number.POSITIVE_INFINITY);
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      this.awake = false;
      try {
        const full = await this.deliverPage();
        failures = 0;
        if (full) continue;
      } catch (error) {
        this.options.onError(error, 'read');
        failures += 1;
      }
      const ms = failures > 0 ? backoffMs(failures, PACE.gateway) : this.options.pollMs;
      await this.sleep(ms, failures > 0);
    }
  }

  private async deliverPage(): Promise<boolean> {
    const entries = await this.options.source.after(this.last, PAGE);
    for (const entry of entries) {
      // A socket that joins must see either the entry in the recent ones or the emit, never both or
      // neither: deliver, remember and move on happen in one synchronous step.
      try {
        this.options.onEntry(entry);
      } catch (error) {
        this.options.onError(error, 'deliver');
      }
      this.recent.push(entry);
      this.last = entry.seq;
      this.lastId = entry.eventId;
    }
    if (entries.length > 0) this.releaseWaiters(this.last);
    return entries.length === PAGE;
  }

  private releaseWaiters(position: number): void {
    for (const waiter of this.waiters.splice(0)) {
      if (waiter.position <= position) waiter.resolve();
      else this.waiters.push(waiter);
    }
  }

  private async sleep(ms: number, evenIfAwake: boolean): Promise<void> {
    if (this.stopped || (this.awake && !evenIfAwake)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.alarm = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      // After an error a wake-up must not shorten the pause, or a notification storm becomes a query storm.
      this.alarm = evenIfAwake ? () => this.stopped && done() : done;
    });
  }
}

import { jitter } from './waits.js';

const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/** Whether the mail server is away, and when it is worth asking again: less and less often. */
export class Outage {
  private now: { until: number; nextMs: number } | undefined;

  get isOn(): boolean {
    return this.now !== undefined;
  }

  /** Until it is worth asking again; 0 when there is no outage. */
  get remainingMs(): number {
    return this.now ? Math.max(0, this.now.until - Date.now()) : 0;
  }

  /** The server did not answer. Several mails that found out together count once. */
  noted(): void {
    if (this.remainingMs > 0) return;
    const waitMs = this.now?.nextMs ?? FIRST_MS;
    this.now = {
      until: Date.now() + waitMs * jitter(),
      nextMs: Math.min(waitMs * 2, LONGEST_MS),
    };
  }

  /** The server answered. */
  over(): void {
    this.now = undefined;
  }
}

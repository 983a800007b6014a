/** A refusal somebody can cause as often as they like. */
export interface Refusal {
  type: string;
  userId: string | null;
  ip: string | null;
  userAgent: string | null;
  correlationId: string | null;
}

type Write = (refusal: Refusal, occurrences: number) => Promise<void>;

const WINDOW_MS = 1_000;
const MOST_KEYS = 10_000;

interface Window {
  refusal: Refusal;
  more: number;
  timer: NodeJS.Timeout;
}

/** Writes the first refusal of its kind at once and then at most one row-update a second, however many come. */
export class Refusals {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly write: Write,
    private readonly onError: (error: unknown) => void,
    private readonly windowMs = WINDOW_MS,
  ) {}

  async add(refusal: Refusal): Promise<void> {
    const key = JSON.stringify([refusal.type, refusal.userId, refusal.ip]);
    const window = this.windows.get(key);
    if (window) {
      window.more += 1;
      return;
    }
    if (this.windows.size < MOST_KEYS) this.open(key, refusal);
    await this.write(refusal, 1);
  }

  /** Writes what has gathered. */
  async flush(): Promise<void> {
    await Promise.all([...this.windows.keys()].map((key) => this.close(key)));
  }

  private open(key: string, refusal: Refusal): void {
    const timer = setTimeout(() => void this.close(key), this.windowMs);
    timer.unref();
    this.windows.set(key, { refusal, more: 0, timer });
  }

  private async close(key: string): Promise<void> {
    const window = this.windows.get(key);
    if (!window) return;
    clearTimeout(window.timer);
    this.windows.delete(key);
    if (window.more === 0) return;
    await this.write(window.refusal, window.more).catch(this.onError);
  }
}

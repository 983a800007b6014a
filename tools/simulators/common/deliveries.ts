import { setTimeout as pause } from 'node:timers/promises';

/** How often something is sent, and when first. */
export interface Sending {
  repeat?: number;
  delay_ms?: number;
}

interface Options<D> {
  /** One attempt. @returns the status; 0: no answer. */
  post: (delivery: D, signal: AbortSignal) => Promise<number>;
  /** The pause before the second attempt; each further one waits twice as long. */
  retryMs: number;
  /** Attempts at most; all there are to come if omitted. */
  attempts?: number;
  /** How many are remembered; all if omitted. */
  kept?: number;
}

const LONGEST_PAUSE_MS = 30_000;
const ANSWERED_WITHIN_MS = 10_000;

/** What a simulator tells others, each again until it is taken with a 2xx. `answers` has the status of each attempt. */
export class Deliveries<D extends { answers: number[] }> {
  private readonly options: Options<D>;
  private stopping = new AbortController();
  private sent: D[] = [];

  constructor(options: Options<D>) {
    this.options = options;
  }

  get all(): readonly D[] {
    return this.sent;
  }

  /** Gives up whatever is still under way. */
  clear(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
    this.sent = [];
  }

  /** Sends `repeat` of it at once. */
  send(make: () => D, { repeat = 1, delay_ms = 0 }: Sending = {}): void {
    const { kept = Infinity } = this.options;
    for (let n = 0; n < repeat; n += 1) {
      const delivery = make();
      this.sent.push(delivery);
      if (this.sent.length > kept) this.sent.shift();
      void this.deliver(delivery, delay_ms, this.stopping.signal);
    }
  }

  private async deliver(delivery: D, delayMs: number, signal: AbortSignal): Promise<void> {
    const { post, attempts = Infinity } = this.options;
    let wait = this.options.retryMs;
    try {
      if (delayMs > 0) await pause(delayMs, undefined, { signal });
      for (let n = 0; n < attempts; n += 1) {
        const status = await post(delivery, signal);
        delivery.answers.push(status);
        if (status >= 200 && status < 300) return;
        await pause(wait, undefined, { signal });
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    } catch {
      // Given up by a reset.
    }
  }
}

/** Posts once. @returns the status; 0: no answer. @throws when it is given up. */
export async function postOnce(
  url: string,
  message: { headers?: Record<string, string>; body: string | URLSearchParams },
  signal: AbortSignal,
): Promise<number> {
  if (url === '') return 0;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      ...message,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    if (signal.aborted) throw error;
    return 0;
  }
}

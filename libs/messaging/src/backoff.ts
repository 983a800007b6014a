import { setTimeout as delay } from 'node:timers/promises';

/** Waits that double from `firstMs` up to `maxMs`, until `reset()`. */
export class Backoff {
  #next: number;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {
    this.#next = firstMs;
  }

  reset(): void {
    this.#next = this.firstMs;
  }

  /** Waits; returns early, without a throw, when the signal aborts. */
  async wait(signal?: AbortSignal): Promise<void> {
    const ms = this.#next;
    this.#next = Math.min(ms * 2, this.maxMs);
    await pause(ms, signal);
  }
}

/** A wait that ends early, without a throw, when the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

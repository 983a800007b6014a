import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** Lets whoever made work for the background wake it, so that a buyer need not wait for its next round. */
@Injectable()
export class WakeUp {
  readonly #sleepers = new Set<AbortController>();

  call(): void {
    for (const sleeper of this.#sleepers) sleeper.abort();
  }

  /** Until somebody calls, the time is over, or `signal` fires. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const sleeper = new AbortController();
    this.#sleepers.add(sleeper);
    const either = AbortSignal.any([signal, sleeper.signal]);
    await pause(ms, undefined, { signal: either, ref: false }).catch(() => undefined);
    this.#sleepers.delete(sleeper);
  }
}

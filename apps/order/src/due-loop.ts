import { setTimeout as pause } from 'node:timers/promises';
import { logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';

/** What is due while nobody wakes the loop was left behind by a process that died: it may wait so long. */
const LONGEST_IDLE_MS = 2_500;

const log = logger('due-loop');

/** What a round found: more than it could do at once, some, or nothing. */
export type Round = 'more' | 'some' | 'none';

export function roundOf(done: number, batch: number): Round {
  if (done >= batch) return 'more';
  return done > 0 ? 'some' : 'none';
}

/**
 * Does rounds of work for ever: one after another while there is more to do, else after `idleMs` or a `wake()`. A loop that
 * finds nothing looks less and less often, so that a shop at rest costs next to nothing. A round that throws is logged and
 * does not end the loop.
 */
export class DueLoop {
  readonly #stopping = new AbortController();
  readonly #mostIdleMs: number;
  #running: Promise<void> = Promise.resolve();
  #idle = new AbortController();

  constructor(
    private readonly name: string,
    private readonly idleMs: number,
    private readonly round: () => Promise<Round>,
  ) {
    this.#mostIdleMs = Math.max(idleMs, LONGEST_IDLE_MS);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends the wait between two rounds. */
  wake(): void {
    this.#idle.abort();
  }

  /** The round under way is finished first. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal: stopped } = this.#stopping;
    let idleMs = this.idleMs;
    while (!stopped.aborted) {
      // Made before the round: a wake during it is not lost.
      this.#idle = new AbortController();
      const signal = AbortSignal.any([stopped, this.#idle.signal]);
      const found = await runWithContext({ correlationId: uuidv7() }, () => this.round()).catch(
        (error: unknown) => {
          log.warn({ err: error, loop: this.name }, 'a round failed');
          return 'none' as const;
        },
      );
      if (found === 'more') continue;
      idleMs = found === 'some' ? this.idleMs : Math.min(idleMs * 1.5, this.#mostIdleMs);
      await pause(idleMs, undefined, { signal, ref: false }).catch(() => {
        idleMs = this.idleMs;
      });
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';

const log = logger('due-loop');

/**
 * Does rounds of work for ever: one after another while there is more to do, else after `idleMs` or a `wake()`. A round that
 * throws is logged and does not end the loop.
 */
export class DueLoop {
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #idle = new AbortController();

  constructor(
    private readonly name: string,
    private readonly idleMs: number,
    /** True when there may be more to do at once. */
    private readonly round: () => Promise<boolean>,
  ) {}

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
    while (!stopped.aborted) {
      // Made before the round: a wake during it is not lost.
      this.#idle = new AbortController();
      const signal = AbortSignal.any([stopped, this.#idle.signal]);
      const more = await runWithContext({ correlationId: uuidv7() }, () => this.round()).catch(
        (error: unknown) => {
          log.warn({ err: error, loop: this.name }, 'a round failed');
          return false;
        },
      );
      if (!more) await pause(this.idleMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

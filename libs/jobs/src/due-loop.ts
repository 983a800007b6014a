import { setTimeout as pause } from 'node:timers/promises';
import { logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';

/** What is due while a loop finds nothing was left behind by a process that died, or nobody waits for it. */
const LONGEST_IDLE_MS = 2_500;

const log = logger('due-loop');

interface DueLoopOptions {
  name: string;
  /** Between two rounds that found something. */
  idleMs: number;
  /** A round that did so many had more to do than it could do at once. */
  batch: number;
  /** @returns how many it did. */
  round: () => Promise<number>;
}

/**
 * Looks for rows that carry their due time themselves, where a job would cost each a second row. Does one round after another
 * while they are full, else after `idleMs`. A loop that finds nothing looks less and less often, down to every 2.5 s, so that a
 * shop at rest costs next to nothing. A round that throws is logged and does not end the loop.
 */
export class DueLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: DueLoopOptions) {}

  /** Begins with a round, and goes on until `stop`. */
  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** The round under way is finished first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { batch } = this.options;
    const mostIdleMs = Math.max(this.options.idleMs, LONGEST_IDLE_MS);
    let { idleMs } = this.options;
    while (!signal.aborted) {
      const done = await runWithContext({ correlationId: uuidv7() }, () => this.round());
      if (done >= batch) continue;
      idleMs = done > 0 ? this.options.idleMs : Math.min(idleMs * 1.5, mostIdleMs);
      await pause(idleMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async round(): Promise<number> {
    const { name, round } = this.options;
    try {
      return await round();
    } catch (error) {
      log.warn({ err: error, loop: name }, 'a round of background work failed');
      return 0;
    }
  }
}

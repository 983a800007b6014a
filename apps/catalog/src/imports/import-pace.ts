import { isMainThread } from 'node:worker_threads';
import { breathing, pause } from '@tandem/kernel';

/**
 * However late it is: such a share of the time that rows took is left to others before the next ones. Nobody else waits for a
 * thread of its own, which goes behind by its priority.
 */
const LEAST_REST = isMainThread ? 0.25 : 0;
/** Others wait for parts that a batch has written. */
const LONGEST_REST_MS = 200;

/** An import is nobody's wait: it rests while it works, and not only when a batch is done. One is of one batch. */
export class ImportPace {
  private readonly begun = performance.now();
  private rested = this.begun;

  /** @param rowsPerSecond null: as many as there can be. */
  constructor(
    private readonly rowsPerSecond: number | null,
    private readonly signal: AbortSignal,
  ) {}

  /** @returns what is called between two pieces of work of this process alone: it rests as long as they took. */
  breathing(): () => Promise<void> {
    return isMainThread ? breathing(this.signal) : () => Promise.resolve();
  }

  /** In between, while locks are held: rests until as many rows of the batch may have been written, but never for long. */
  async wrote(rows: number): Promise<void> {
    await this.rest(rows, LONGEST_REST_MS);
  }

  /** When the batch is done: rests until its rows may have been written. */
  async end(rows: number): Promise<void> {
    await this.rest(rows, Infinity);
  }

  private async rest(rows: number, most: number): Promise<void> {
    const now = performance.now();
    const took = this.rowsPerSecond === null ? 0 : (rows * 1_000) / this.rowsPerSecond;
    const early = this.begun + took - now;
    await pause(Math.max(Math.min(early, most), (now - this.rested) * LEAST_REST), this.signal);
    this.rested = performance.now();
  }
}

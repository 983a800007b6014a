import { AsyncLocalStorage } from 'node:async_hooks';
import { runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';

interface Waiting<C, R> {
  command: C;
  inContext: <T>(fn: () => T) => T;
  resolve: (result: R) => void;
  reject: (reason: unknown) => void;
}

export interface GatheringOptions<C, R> {
  /** Most commands that are done together. */
  most: number;
  /** Two commands with one id are never done together: the second one is to see what the first one did. */
  idOf: (command: C) => string;
  /** What a command may have to wait for, its id included. */
  touches: (command: C) => readonly string[];
  /**
   * Does commands together: a result or an error for each, in their order. Rejects when none of them was done. One alone is
   * done in the context of its request; several in a new one, whose correlation id is `batchId`.
   */
  run: (commands: readonly C[], batchId: string) => Promise<(R | Error)[]>;
  /** Whether a failure of all says nothing about any one of them, so that doing them one by one is no use. */
  isGeneral: (error: unknown) => boolean;
  /** After so long a batch is taken to be held up by somebody, and what touches nothing of it goes ahead. */
  patienceMs?: number;
}

/** Batches that are held up: each has a connection of the pool. */
const MOST_HELD_UP = 3;

/**
 * Group commit (DeWitt et al., 1984, "Implementation techniques for main memory database systems"): what arrives while one
 * batch is under way is done together in the next. Alone, a command starts at once. When a batch fails as a whole, its
 * commands are done one by one, so that one that can't be done fails alone.
 */
export class Gathering<C, R> {
  // Taken outside of any request: a batch belongs to none of those it serves.
  private readonly outside = AsyncLocalStorage.snapshot();
  private waiting: Waiting<C, R>[] = [];
  private readonly heldUp = new Map<Promise<void>, ReadonlySet<string>>();
  private running = false;
  private arrived: () => void = () => undefined;

  constructor(private readonly options: GatheringOptions<C, R>) {}

  /** @returns the command's own result. @throws its own error, or what its batch failed with. */
  submit(command: C): Promise<R> {
    const inContext = AsyncLocalStorage.snapshot();
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, inContext, resolve, reject });
      this.arrived();
      if (!this.running) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.running = true;
    // One turn of the event loop: requests that were read from their sockets together go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.heldUp.size < MOST_HELD_UP ? this.take() : [];
      if (batch.length > 0) await this.start(batch);
      else await Promise.race([...this.heldUp.keys(), this.nextArrival()]);
    }
    this.running = false;
  }

  /** Resolves when the batch is done, or is held up. */
  private async start(batch: Waiting<C, R>[]): Promise<void> {
    const done = this.together(batch);
    let tire: NodeJS.Timeout | undefined;
    const tired = new Promise<true>((resolve) => {
      tire = setTimeout(() => resolve(true), this.options.patienceMs ?? 200);
    });
    const isHeldUp = await Promise.race([done.then(() => false), tired]);
    clearTimeout(tire);
    if (!isHeldUp) return;
    this.heldUp.set(done, new Set(batch.flatMap(({ command }) => this.options.touches(command))));
    void done.then(() => this.heldUp.delete(done));
  }

  /** The oldest commands, of each id one, but none that would wait for what is held up. */
  private take(): Waiting<C, R>[] {
    const { idOf, touches, most } = this.options;
    const batch = new Map<string, Waiting<C, R>>();
    const rest: Waiting<C, R>[] = [];
    const blocked = [...this.heldUp.values()];
    for (const one of this.waiting) {
      const id = idOf(one.command);
      const free = batch.size < most && !batch.has(id);
      const clear = blocked.every((held) => touches(one.command).every((what) => !held.has(what)));
      if (free && clear) batch.set(id, one);
      else rest.push(one);
    }
    this.waiting = rest;
    return [...batch.values()];
  }

  private nextArrival(): Promise<void> {
    return new Promise((resolve) => (this.arrived = resolve));
  }

  private async together(batch: Waiting<C, R>[]): Promise<void> {
    try {
      const results = await this.run(batch);
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]!;
        if (result instanceof Error) reject(result);
        else resolve(result);
      });
    } catch (error) {
      if (batch.length === 1 || this.options.isGeneral(error)) {
        for (const { reject } of batch) reject(error);
      } else {
        for (const one of batch) await this.together([one]);
      }
    }
  }

  private run(batch: Waiting<C, R>[]): Promise<(R | Error)[]> {
    const batchId = uuidv7();
    const commands = batch.map((one) => one.command);
    const run = () => this.options.run(commands, batchId);
    if (batch.length === 1) return batch[0]!.inContext(run);
    return this.outside(() => runWithContext({ correlationId: batchId }, run));
  }
}

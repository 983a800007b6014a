import { logger } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import type { JobKind } from '../define-job.js';
import type { Handler } from '../job-runner.js';
import type { Kept } from './kept.js';
import { removeOld } from './removing.js';
import { watchStores } from './watching.js';

/** What a method with `@Retains` declares. */
export interface Retaining {
  kind: JobKind<object>;
  kept: () => readonly Kept[];
}

const log = logger('retention');

/** What the tables of one service keep: the jobs that remove the rest, and what tells whether they do. */
export class Retention {
  private retaining: readonly Retaining[] = [];
  private watch: { stop(): void } | undefined;

  constructor(
    private readonly database: Database,
    private readonly schema: string,
  ) {}

  /** For whoever lists what is kept, and for how long. */
  get all(): readonly Retaining[] {
    return this.retaining;
  }

  handlersOf(retaining: readonly Retaining[]): Handler[] {
    this.retaining = retaining;
    return retaining.map(({ kind, kept }) => ({
      kind,
      handle: (_nothing, { signal }) => this.remove(kept(), signal),
    }));
  }

  /** Does what the job of this name does. */
  async run(name: string): Promise<void> {
    const retaining = this.retaining.find(({ kind }) => kind.name === name);
    if (!retaining) throw new Error(`no job ${name} removes what is old`);
    await this.remove(retaining.kept(), new AbortController().signal);
  }

  start(): void {
    this.watch = watchStores(this.database, this.schema, () =>
      this.retaining.flatMap(({ kept }) => kept()),
    );
  }

  stop(): void {
    this.watch?.stop();
  }

  /** One table that fails keeps no other waiting. */
  private async remove(kept: readonly Kept[], signal: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    for (const one of kept) {
      const store = `${this.schema}.${one.table}`;
      try {
        const rows = await removeOld(this.database, store, one, signal);
        if (rows > 0) log.info({ store, rows }, 'rows whose time was over are gone');
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

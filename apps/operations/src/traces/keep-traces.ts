import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { counter, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { GatherTraces, type Due } from './gather-traces.js';
import type { Gathered } from './gathered.js';
import type { ToldSpan } from './told-spans.js';
import { reasonOf, type Reason } from './trace-shape.js';
import { WriteTraces } from './write-traces.js';

const LOOKED_AT_MS = 2_000;
/** At one look; the others are written at the next ones, as long as there is room to hold them. */
const MOST_WRITTEN = 50;
const MOST_KEPT = 5_000;
const MOST_BYTES = 256 * 1024 * 1024;

const log = logger('operations');
const dropped = counter('spans_not_kept', {
  description: 'Spans that came to be kept and could not be, by why.',
  unit: '{span}',
});

/**
 * Decides which traces are kept, when they are over: those that failed, those that took long, and a small share of the rest.
 * The share goes by the trace id and a secret, so that all instances choose the same ones and no visitor chooses any.
 */
@Injectable()
export class KeepTraces implements BeforeApplicationShutdown {
  private readonly gathered = new GatherTraces();
  private timer: NodeJS.Timeout | undefined;
  private looking = Promise.resolve();
  /** A timer that a request has set would else go on in its name. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly database: Database,
    private readonly writeTraces: WriteTraces,
    private readonly config: OperationsConfig,
  ) {}

  take(spans: readonly ToldSpan[], unusable: number): void {
    const full = this.gathered.take(spans);
    if (unusable > 0) dropped.add(unusable, { reason: 'unusable' });
    if (full > 0) dropped.add(full, { reason: 'full' });
    this.lookAgain();
  }

  /** Writes what has waited long enough; with `all` everything that is worth it. Never throws. */
  look({ all = false } = {}): Promise<void> {
    this.looking = this.looking.then(async () => {
      const due = this.gathered.due((trace) => this.reasonOf(trace), { most: MOST_WRITTEN, all });
      try {
        await this.write(due);
      } catch (error) {
        const lost = due.reduce((sum, { trace }) => sum + trace.spans.length, 0);
        dropped.add(lost, { reason: 'not written' });
        log.warn({ err: error, spans: lost }, 'traces could not be kept');
      }
    });
    return this.looking;
  }

  @Retains({ name: 'forget-old-traces', title: 'Forget old traces', everyMs: 60_000 })
  kept(): Kept[] {
    return [
      {
        table: 'traces',
        since: 'kept_at',
        for: keptFor(this.config, 'tracesKeptHours'),
        remove: (seconds) => this.forget(seconds),
      },
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    await this.look({ all: true });
  }

  private forget(seconds: number): Promise<number> {
    return this.database.execute(
      `delete from traces where kept_at < clock_timestamp() - make_interval(secs => $1)
          or id in (select id from (
               select id, row_number() over newest as place, sum(bytes) over newest as size
                 from traces window newest as (order by id desc)) t
             where place > $2 or size > $3)`,
      [seconds, MOST_KEPT, MOST_BYTES],
    );
  }

  private async write(due: readonly Due[]): Promise<void> {
    const worth = due.filter(({ reason }) => reason !== null);
    for (const { trace } of worth.splice(MOST_WRITTEN))
      dropped.add(trace.spans.length, { reason: 'too many' });
    const rest = due.filter(({ reason }) => reason === null);
    const kept = await this.writeTraces.keptOf(rest.map(({ trace }) => trace.traceId));
    const besides = rest.filter(({ trace }) => kept.has(trace.traceId));
    await this.writeTraces.write([...worth, ...besides.slice(0, MOST_WRITTEN)]);
  }

  private lookAgain(): void {
    if (this.gathered.isEmpty) return;
    this.timer ??= setTimeout(() => {
      void this.outside(() =>
        this.look().then(() => {
          this.timer = undefined;
          this.lookAgain();
        }),
      );
    }, LOOKED_AT_MS).unref();
  }

  private reasonOf(trace: Gathered): Reason | null {
    const { tracesSlowMs: slowMs, tracesSecret, tracesKeptPercent } = this.config;
    return reasonOf(trace, {
      slowMs,
      isSampled: (traceId) => {
        const drawn = createHash('sha256').update(`${tracesSecret} ${traceId}`).digest();
        return drawn.readUInt32BE() / 2 ** 32 < tracesKeptPercent / 100;
      },
    });
  }
}

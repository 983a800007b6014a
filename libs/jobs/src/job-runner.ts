import type { Db, JobWithMetadata, PgBoss } from 'pg-boss';
import { backoffMs } from '@tandem/kernel';
import {
  absentService,
  counter,
  histogram,
  inBackground,
  logger,
  setActor,
  SECOND_BUCKETS,
} from '@tandem/observability';
import { GiveUp, TryLater } from './define-job.js';
import type { JobKind, RunningJob } from './define-job.js';
import type { DueAlarm } from './due-alarm.js';
import { msUntil } from './cron.js';
import { errorText } from './error-text.js';
import type { Carried } from './jobs.js';
import { POLL_SECONDS, attemptOf } from './limits.js';
import { settle } from './settle.js';
import type { Ending } from './settle.js';

/** A kind of job and what does it. */
export interface Handler {
  kind: JobKind<object>;
  handle: (payload: object, job: RunningJob) => Promise<unknown>;
}

type Taken = JobWithMetadata<Carried>;

const POLL = {
  pollingIntervalSeconds: POLL_SECONDS,
  notifyPollingIntervalSeconds: POLL_SECONDS,
  includeMetadata: true,
} as const;

/** Those that failed together do not all come again together. */
const JITTER = 0.2;

const log = logger('jobs');
const durations = histogram('job_duration', {
  description: 'How long the tries of jobs took, by kind and outcome.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});
const failures = counter('job_failures', {
  description: 'Tries of jobs that failed, by kind; outcome given_up: the last one.',
  unit: '{try}',
});

/** Has the jobs of one service done by their handlers, and writes down how each try ended. */
export class JobRunner {
  private readonly workers = new Map<string, string[]>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly boss: PgBoss,
    private readonly db: Db,
    private readonly jobs: string,
    private readonly alarm: DueAlarm,
  ) {}

  /** Takes up jobs of this kind from now on. */
  async start(handler: Handler): Promise<void> {
    const { name, atOnce } = handler.kind;
    const workers: string[] = [];
    this.workers.set(name, workers);
    for (let n = 0; n < atOnce; n += 1) {
      const worker: string = await this.boss.work(name, POLL, async (jobs: Taken[]) => {
        try {
          await this.try(handler, jobs[0]!);
        } finally {
          // The library would wait for its next poll: there may be more.
          this.boss.notifyWorker(worker);
        }
      });
      workers.push(worker);
    }
  }

  /** Something of this kind is due. */
  wake(name: string): void {
    for (const worker of this.workers.get(name) ?? []) this.boss.notifyWorker(worker);
  }

  /** Handlers that only wait end now. */
  stop(): void {
    this.stopping.abort();
  }

  private async try({ kind, handle }: Handler, job: Taken): Promise<void> {
    const { payload, key, userId, ...cause } = job.data;
    const attempt = attemptOf(job.retryCount, job.retryLimit);
    const began = performance.now();
    const work = async (): Promise<TryLater | undefined> => {
      if (userId) setActor(userId);
      try {
        await handle(payload, { id: job.id, key, attempt, signal: this.stopping.signal });
      } catch (error) {
        // Nothing has failed, and the trace of this try must not say so.
        if (error instanceof TryLater && error.cause === undefined) return error;
        throw error;
      }
      if (kind.everyMs !== undefined) return new TryLater(kind.everyMs, { counted: false });
      if (kind.cron) return new TryLater(msUntil(kind.cron), { counted: false });
      return undefined;
    };
    let outcome = 'done';
    try {
      if (attempt > (kind.retry.attempts ?? Infinity)) {
        throw new GiveUp(new Error('the process ended in each try'));
      }
      const later = await inBackground(kind.name.replaceAll('-', ' '), work, cause);
      if (later) throw later;
    } catch (error) {
      const ending = this.judge(kind, attempt, error);
      outcome = 'givenUp' in ending ? 'given_up' : ending.later.error ? 'failed' : 'later';
      if (outcome !== 'later') this.tell(kind, job, attempt, outcome, error);
      await settle(this.db, this.jobs, job, ending);
      if ('later' in ending) this.alarm.remind(ending.later.ms);
    }
    durations.record((performance.now() - began) / 1_000, { job: kind.name, outcome });
  }

  private judge({ retry }: JobKind<object>, attempt: number, error: unknown): Ending {
    if (error instanceof GiveUp) return { givenUp: errorText(error.cause) };
    if (error instanceof TryLater) {
      const { ms, counted, cause } = error;
      return { later: { ms, counted, error: cause === undefined ? null : errorText(cause) } };
    }
    if (attempt >= (retry.attempts ?? Infinity)) return { givenUp: errorText(error) };
    const ms = backoffMs(attempt, retry) * (1 + Math.random() * JITTER);
    return { later: { ms, counted: true, error: errorText(error) } };
  }

  private tell(
    { name }: JobKind<object>,
    { id, data }: Taken,
    attempt: number,
    outcome: string,
    error: unknown,
  ): void {
    failures.add(1, { job: name, outcome });
    const cause = error instanceof GiveUp || error instanceof TryLater ? error.cause : error;
    const { key, correlationId } = data;
    const fields = { job: name, job_id: id, key, attempt, correlation_id: correlationId };
    if (outcome === 'given_up') log.error({ err: cause, ...fields }, 'a job is given up');
    else log.warn({ err: cause, ...fields, away: absentService(cause) }, 'a job is tried again');
  }
}

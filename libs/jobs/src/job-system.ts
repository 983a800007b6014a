import { PgBoss } from 'pg-boss';
import { absentService, gauge, logger } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import { poolOf } from './boss-database.js';
import { msUntil } from './cron.js';
import type { JobKind } from './define-job.js';
import { DueAlarm } from './due-alarm.js';
import { JobList } from './job-list.js';
import { JobRunner } from './job-runner.js';
import type { Handler } from './job-runner.js';
import { Jobs } from './jobs.js';
import { AT_REST, QUEUE } from './limits.js';
import { jobsSchemaOf } from './schema.js';

const STOP_MS = 10_000;
const LOOK_AGAIN_MS = 1_000;
const log = logger('jobs');

export interface JobSystemOptions {
  database: Database;
  /** The service's own schema. */
  schema: string;
  service: string;
  /** Is told of what is queued for later, where this system only queues. */
  remind?: (ms: number) => void;
}

/** The jobs of one service in this process: what queues them, runs them and shows them. */
export class JobSystem {
  readonly jobs: Jobs;
  readonly list: JobList;
  private readonly boss: PgBoss;
  private readonly alarm: DueAlarm;
  private readonly runner: JobRunner;
  private readonly titles = new Map<string, string>();
  private gauge: { stop(): void } | undefined;

  constructor(private readonly options: JobSystemOptions) {
    const { database, schema, remind } = options;
    const place = jobsSchemaOf(schema);
    const db = poolOf(database);
    this.boss = new PgBoss({ db, schema: place, ...AT_REST });
    this.alarm = new DueAlarm(db, place, (name) => this.runner.wake(name));
    this.runner = new JobRunner(this.boss, db, place, this.alarm);
    this.jobs = new Jobs(this.boss, place, remind ? { remind } : this.alarm);
    this.list = new JobList(db, place, this.titles, (name) => this.runner.wake(name));
    this.boss.on('error', (error: Error) => {
      log.warn({ err: error, away: absentService(error) }, 'the job queue failed');
      // A worker whose look failed would wait for its next poll.
      this.alarm.remind(LOOK_AGAIN_MS);
    });
    this.boss.on('warning', ({ message, data }) => log.warn({ data }, message));
  }

  /** Makes the queues of these kinds: from now on they can be enqueued. */
  async open(handlers: readonly Handler[]): Promise<void> {
    await this.boss.start({ attempts: 5 });
    for (const { kind } of handlers) {
      if (this.titles.has(kind.name)) throw new Error(`two handlers of the job ${kind.name}`);
      this.titles.set(kind.name, kind.title);
      const { policy, ...settings } = QUEUE;
      await this.boss.createQueue(kind.name, { policy, ...settings });
      await this.boss.updateQueue(kind.name, settings);
    }
  }

  /** Begins to work. */
  async start(handlers: readonly Handler[]): Promise<void> {
    for (const handler of handlers) await this.runner.start(handler);
    for (const { kind } of handlers) {
      if (kind.everyMs !== undefined) await this.recur(kind);
      if (kind.cron !== undefined) await this.schedule(kind, kind.cron);
    }
    this.alarm.remind(0);
    const { service } = this.options;
    this.gauge = gauge(
      'jobs',
      async () =>
        (await this.list.counts()).map(({ name: job, state, jobs: value }) => ({
          value,
          attributes: { service, job, state },
        })),
      { description: 'Jobs that are not done, by kind and state.', unit: '{job}' },
    );
  }

  /** Two instances that start at one moment queue one, as only one of a key waits. */
  private async recur(kind: JobKind<object>): Promise<void> {
    const known = await this.list.counts();
    if (known.some(({ name }) => name === kind.name)) return;
    await this.jobs.enqueue(this.options.database, kind, {}, { key: kind.name, once: true });
  }

  /** The time may have changed since the last start. What is due by now, runs or failed is left as it is. */
  private async schedule(kind: JobKind<object>, cron: string): Promise<void> {
    const { database } = this.options;
    const [known] = (await this.list.page({ name: kind.name, limit: 1 })).items;
    if (cron === '') return this.jobs.cancel(database, kind, kind.name);
    const isToCome = known?.state === 'waiting' && Date.parse(known.due_at) > Date.now();
    if (known && !isToCome) return;
    await this.jobs.enqueue(database, kind, {}, { key: kind.name, afterMs: msUntil(cron) });
  }

  /** Takes up nothing more, and waits a moment for what runs. */
  async stop(): Promise<void> {
    this.gauge?.stop();
    this.alarm.stop();
    this.runner.stop();
    await this.boss.stop({ close: false, graceful: true, timeout: STOP_MS });
  }
}

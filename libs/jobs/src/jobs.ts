import type { Db, PgBoss } from 'pg-boss';
import { afterCommit, Tx, type Queryable } from '@tandem/persistence';
import { currentContext, currentTraceparent } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';
import { within, withCommitOf } from './boss-database.js';
import type { JobKind } from './define-job.js';
import type { DueAlarm } from './due-alarm.js';

/** What a job carries: its payload, and what was going on when it was queued. */
export interface Carried {
  payload: object;
  key: string | null;
  correlationId?: string | undefined;
  traceparent?: string | null | undefined;
  userId?: string | null | undefined;
}

export interface EnqueueOptions {
  /** The business key. Takes the place of a job that waits or was given up with the same one, and follows one that runs. */
  key?: string;
  /** Leaves one that waits with the same key as it is, and is sent together with the COMMIT: for a key that is new. */
  once?: boolean;
  /** Due so much later, or at this moment. Default: now. */
  afterMs?: number;
  at?: Date;
  /** Of what the work goes on with; default: the context that queues it. */
  correlationId?: string | null | undefined;
  traceparent?: string | null | undefined;
}

/** Queues the jobs of one service, within the transaction that has them done. */
export class Jobs {
  constructor(
    private readonly boss: PgBoss,
    private readonly jobs: string,
    private readonly alarm: Pick<DueAlarm, 'remind'>,
  ) {}

  /** Something is due in so many ms: it is looked for then. */
  remind(ms: number): void {
    this.alarm.remind(ms);
  }

  /** Queues a job; it stands and falls with the transaction of `tx`. */
  async enqueue<Payload extends object>(
    tx: Queryable,
    { name }: JobKind<Payload>,
    payload: Payload,
    { key, once, at, afterMs = 0, correlationId, traceparent }: EnqueueOptions = {},
  ): Promise<void> {
    const context = currentContext();
    const data: Carried = {
      payload,
      key: key ?? null,
      correlationId: correlationId ?? context?.correlationId,
      traceparent: traceparent ?? currentTraceparent(),
      userId: context?.actor?.userId,
    };
    const inMs = at ? at.getTime() - Date.now() : afterMs;
    // In words, as the library takes a number for whole seconds.
    const startAfter = inMs > 0 ? `${inMs} milliseconds` : undefined;
    const options = { singletonKey: key ?? uuidv7(), startAfter };
    if (key === undefined || once) {
      await this.boss.send(name, data, { ...options, db: withCommitOf(tx) });
    } else {
      const db = within(tx);
      await this.forget(db, name, key);
      const made = await this.boss.send(name, data, { ...options, db });
      // Another transaction has queued it at this very moment: the later one says when.
      if (!made) {
        await this.boss.update(name, data, { ...options, startAfter: startAfter ?? 0, db });
      }
    }
    if (inMs > 0) this.afterCommit(tx, () => this.alarm.remind(inMs));
  }

  /** Takes back a job that waits, and one that was given up; one that runs ends as it ends. */
  async cancel(tx: Queryable, { name }: JobKind<object>, key: string): Promise<void> {
    await this.forget(within(tx), name, key);
  }

  private async forget(db: Db, name: string, key: string): Promise<void> {
    await db.executeSql(
      `delete from ${this.jobs}.job
        where name = $1 and singleton_key = $2 and state in ('created', 'retry', 'failed')`,
      [name, key],
    );
  }

  private afterCommit(tx: Queryable, fn: () => void): void {
    if (tx instanceof Tx) afterCommit(tx, fn);
    else fn();
  }
}

import type { JobRetry, JobState, OwnJob, OwnJobCount } from '@tandem/contracts';
import { conflict } from '@tandem/kernel';
import { isUniqueViolation } from '@tandem/persistence';
import type { Db } from 'pg-boss';
import { ENDLESS } from './limits.js';
import { requeue } from './settle.js';

export interface ListJobs {
  state?: JobState | undefined;
  name?: string | undefined;
  limit: number;
  /** Only those behind (older than) this one. */
  after?: string | null | undefined;
}

const FAILED = `coalesce(output->>'error', output->'value'->>'message', output->>'message')`;
const STATE = `case when state = 'active' then 'running' when state = 'failed' then 'given_up'
  when ${FAILED} is null then 'waiting' else 'retrying' end`;
const OPEN = `state in ('created', 'retry', 'active', 'failed')`;

/** What waits, runs or was given up in one service, for staff to see and to retry. */
export class JobList {
  constructor(
    private readonly db: Db,
    private readonly jobs: string,
    private readonly titles: ReadonlyMap<string, string>,
    private readonly wake: (name: string) => void,
  ) {}

  /** A page of them, and how many there are of each kind. */
  async page(query: ListJobs): Promise<{ items: OwnJob[]; counts: OwnJobCount[] }> {
    const [items, counts] = await Promise.all([this.list(query), this.counts()]);
    return { items, counts };
  }

  /** Newest first. */
  async list({ state, name, limit, after }: ListJobs): Promise<OwnJob[]> {
    const { rows } = (await this.db.executeSql(
      `select id, name, data->>'key' as subject, ${STATE} as state,
              case when started_on is null then 0 else retry_count - (retry_limit - ${ENDLESS}) + 1 end as attempts,
              start_after as due_at, created_on as created_at, left(${FAILED}, 200) as last_error,
              data->>'correlationId' as correlation_id
         from ${this.jobs}.job j
        where ${OPEN} and ($1::text is null or ${STATE} = $1) and ($2::text is null or name = $2)
          and ($3::uuid is null or (created_on, id) < (select a.created_on, a.id from ${this.jobs}.job a where a.id = $3))
        order by created_on desc, id desc limit $4`,
      [state ?? null, name ?? null, after ?? null, limit],
    )) as { rows: (OwnJob & { due_at: Date | string; created_at: Date | string })[] };
    return rows.map((row) => ({
      ...row,
      title: this.titles.get(row.name) ?? row.name,
      due_at: new Date(row.due_at).toISOString(),
      created_at: new Date(row.created_at).toISOString(),
    }));
  }

  async counts(): Promise<OwnJobCount[]> {
    const { rows } = await this.db.executeSql(
      `select name, ${STATE} as state, count(*)::int as jobs from ${this.jobs}.job where ${OPEN} group by 1, 2 order by 1, 2`,
    );
    return rows as OwnJobCount[];
  }

  /**
   * Has it done now: one that was given up as if it had never been tried, one that waits before its time.
   * @returns null when there is none with this id.
   * @throws DomainError job_running (409).
   */
  async retry(id: string): Promise<{ result: JobRetry } | null> {
    const found = await this.find(id);
    if (!found) return null;
    if (found.state === 'active') throw conflict('job_running', 'The job is running right now.');
    if (found.state === 'completed' || found.state === 'cancelled')
      return { result: 'already_done' };
    if (found.state === 'failed') await this.requeue(found.name, id);
    else await this.hasten(found.name, id);
    this.wake(found.name);
    return { result: 'queued' };
  }

  private async find(id: string): Promise<{ name: string; state: string } | undefined> {
    const { rows } = await this.db.executeSql(
      `select name, state from ${this.jobs}.job where id = $1`,
      [id],
    );
    return (rows as { name: string; state: string }[])[0];
  }

  private async requeue(name: string, id: string): Promise<void> {
    try {
      await this.db.executeSql(requeue(this.jobs), [name, id]);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // One with its key was queued since: that one is hastened, and stands for both.
      const { rows } = await this.db.executeSql(
        `with gone as (delete from ${this.jobs}.job where name = $1 and id = $2 returning singleton_key)
         select o.id from ${this.jobs}.job o join gone on gone.singleton_key = o.singleton_key
          where o.name = $1 and o.state < 'active'`,
        [name, id],
      );
      for (const other of rows as { id: string }[]) await this.hasten(name, other.id);
    }
  }

  private async hasten(name: string, id: string): Promise<void> {
    await this.db.executeSql(
      `update ${this.jobs}.job set start_after = least(start_after, clock_timestamp())
        where name = $1 and id = $2 and state < 'active'`,
      [name, id],
    );
  }
}

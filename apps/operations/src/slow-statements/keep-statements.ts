import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { OperationsConfig } from '../config.js';

/** Kinds of statements; those go first that were slow the longest ago. */
const MOST_KEPT = 500;

/** A kind of statement that was slow, as a service tells of it. */
export interface SlowStatementNews {
  service: string;
  fingerprint: string;
  text: string;
  plan: string | null;
  advice: string;
  times: number;
  worst_ms: number;
  worst_at: string;
  trace_id: string;
}

/** Keeps which statements were slow: one row a kind. */
@Injectable()
export class KeepStatements {
  constructor(
    private readonly database: Database,
    private readonly config: OperationsConfig,
  ) {}

  /** The plan is that of the last time it was asked for; trace and time are those of the slowest one. */
  async keep(news: readonly SlowStatementNews[]): Promise<void> {
    if (news.length === 0) return;
    const rows = news.map((one) => ({
      id: uuidv7(),
      ...one,
      plan: one.plan === null ? null : (JSON.parse(one.plan) as unknown),
    }));
    await transaction(this.database, (tx) =>
      tx.execute(
        `insert into slow_statements as s (id, service, fingerprint, text, plan, advice, times, worst_ms, worst_at, worst_trace_id,
                first_at, last_at)
         select distinct on (service, fingerprint) id, service, fingerprint, text, plan, advice,
                sum(times) over (partition by service, fingerprint), worst_ms, worst_at, trace_id, worst_at, worst_at
           from jsonb_to_recordset($1::jsonb) as r (id uuid, service text, fingerprint text, text text, plan jsonb, advice text,
                  times bigint, worst_ms integer, worst_at timestamptz(3), trace_id text)
          order by service, fingerprint, worst_ms desc
         on conflict (service, fingerprint) do update
            set times = s.times + excluded.times, last_at = greatest(s.last_at, excluded.last_at),
                plan = coalesce(excluded.plan, s.plan),
                advice = case when excluded.plan is null then s.advice else excluded.advice end,
                worst_ms = greatest(s.worst_ms, excluded.worst_ms),
                worst_at = case when excluded.worst_ms > s.worst_ms then excluded.worst_at else s.worst_at end,
                worst_trace_id = case when excluded.worst_ms > s.worst_ms then excluded.worst_trace_id else s.worst_trace_id end`,
        [JSON.stringify(rows)],
      ),
    );
  }

  @Retains({
    name: 'forget-slow-statements',
    title: 'Forget statements that are not slow any more',
  })
  kept(): Kept[] {
    return [
      {
        table: 'slow_statements',
        since: 'last_at',
        for: keptFor(this.config, 'slowStatementsKeptDays'),
        most: MOST_KEPT,
      },
    ];
  }
}

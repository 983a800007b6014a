import { roleOf } from '@tandem/config';
import { getConstructionPlans } from 'pg-boss';
import { QUEUE } from './limits.js';

/** Where the jobs of the service with this schema lie. */
export function jobsSchemaOf(schema: string): string {
  return `${schema}_jobs`;
}

/**
 * SQL of the migration that makes a service's place for jobs: the library's own tables, which the service's role works with
 * and can't change. The library's version is pinned; a new one that changes them needs a migration with its plan.
 */
export function createJobs(schema: string): string {
  const jobs = jobsSchemaOf(schema);
  const role = roleOf(schema);
  // A migration is a transaction already.
  const tables = getConstructionPlans(jobs, { createSchema: true })
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '');
  return `${tables}
    revoke all on schema ${jobs} from public;
    grant usage on schema ${jobs} to ${role};
    grant select, insert, update, delete on all tables in schema ${jobs} to ${role};`;
}

/**
 * SQL that queues a job for every row that waits in a queue of its own.
 * @param name of the kind of job.
 * @param rows a query with the columns key, payload, due_at, correlation_id and traceparent.
 */
export function moveToJobs(schema: string, name: string, rows: string): string {
  const jobs = jobsSchemaOf(schema);
  return `select ${jobs}.create_queue('${name}', '${JSON.stringify(QUEUE)}');
    insert into ${jobs}.job (name, data, singleton_key, start_after, keep_until, policy, retry_limit, retry_delay,
                             heartbeat_seconds, expire_seconds, deletion_seconds)
    select q.name, jsonb_build_object('payload', r.payload, 'key', r.key, 'correlationId', r.correlation_id,
                                      'traceparent', r.traceparent),
           r.key, r.due_at, r.due_at + make_interval(secs => q.retention_seconds), q.policy, q.retry_limit, q.retry_delay,
           q.heartbeat_seconds, q.expire_seconds, q.deletion_seconds
      from (${rows}) r join ${jobs}.queue q on q.name = '${name}'`;
}

/** SQL that takes it away again, with whatever waits there. */
export function dropJobs(schema: string): string {
  return `drop schema ${jobsSchemaOf(schema)} cascade`;
}

import { isUniqueViolation } from '@tandem/persistence';
import type { Db, JobWithMetadata } from 'pg-boss';
import { ENDLESS, QUEUE } from './limits.js';

/** How a try ended that did not do its job. */
export type Ending =
  { later: { ms: number; counted: boolean; error: string | null } } | { givenUp: string };

/** Fenced by the claim: what another worker has taken over meanwhile is its own. */
const CLAIM = `j.name = $1 and j.id = $2 and j.state = 'active' and j.retry_count = $3`;

/** A waiting job with the same key goes in its place: it was queued while this one ran. */
const later = (jobs: string) => `
update ${jobs}.job j
   set state = case when w.waits then 'completed' else 'retry' end::${jobs}.job_state,
       completed_on = case when w.waits then clock_timestamp() end,
       start_after = clock_timestamp() + make_interval(secs => $4::float8 / 1000),
       retry_limit = j.retry_limit + case when $5 then 0 else 1 end,
       output = jsonb_build_object('error', $6::text), heartbeat_on = null
  from (select exists (select from ${jobs}.job o join ${jobs}.job m on m.name = o.name and m.singleton_key = o.singleton_key
                        where m.name = $1 and m.id = $2 and o.state < 'active') as waits) w
 where ${CLAIM}`;

/** Kept until a person has dealt with it: nothing deletes what has no time of deletion. */
const giveUp = (jobs: string) => `
update ${jobs}.job j
   set state = 'failed', completed_on = clock_timestamp(), deletion_seconds = 0,
       output = jsonb_build_object('error', $4::text), heartbeat_on = null
 where ${CLAIM}`;

/** Writes down how a try ended; the library then finds nothing left of the claim. */
export async function settle(
  db: Db,
  jobs: string,
  { name, id, retryCount }: Pick<JobWithMetadata, 'name' | 'id' | 'retryCount'>,
  ending: Ending,
): Promise<void> {
  const claim = [name, id, retryCount];
  if ('givenUp' in ending) {
    await db.executeSql(giveUp(jobs), [...claim, ending.givenUp]);
    return;
  }
  const { ms, counted, error } = ending.later;
  const values = [...claim, ms, counted, error];
  try {
    await db.executeSql(later(jobs), values);
  } catch (failure) {
    // One with its key was put back to wait at this very moment; now it is seen.
    if (!isUniqueViolation(failure)) throw failure;
    await db.executeSql(later(jobs), values);
  }
}

/** SQL that queues a given-up job again, as if it had never been tried. */
export const requeue = (jobs: string): string => `
update ${jobs}.job
   set state = 'retry', retry_limit = ${ENDLESS} + retry_count + 1, start_after = clock_timestamp(), completed_on = null,
       deletion_seconds = ${QUEUE.deleteAfterSeconds}, output = null
 where name = $1 and id = $2 and state = 'failed'`;

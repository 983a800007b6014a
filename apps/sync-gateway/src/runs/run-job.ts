import { defineJob, defineRecurringJob } from '@tandem/jobs';

/** Its worker's heartbeat is the lease of the run: of a process that died, another one takes the job over. */
export const WorkOnSyncRun = defineJob<{ run_id: string }>({
  name: 'work-on-sync-run',
  title: 'Work on a run of synchronisation',
  retry: { firstMs: 1_000, longestMs: 30_000 },
  // One of each kind.
  atOnce: 3,
});

export const LookAfterSyncRuns = defineRecurringJob({
  name: 'look-after-sync-runs',
  title: 'Take up runs that nobody works on',
  everyMs: 120_000,
});

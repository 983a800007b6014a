import { defineJob, defineRecurringJob } from '@tandem/jobs';

/** Queued under the run's id, once it is started and once it is taken back. */
export const ChangeInBulk = defineJob<{ run_id: string }>({
  name: 'change-parts-in-bulk',
  title: 'Change many parts at once',
});

export const ForgetRuns = defineRecurringJob({
  name: 'forget-bulk-previews',
  title: 'Forget old bulk changes',
  everyMs: 3_600_000,
});

import { defineJob } from '@tandem/jobs';

/** Queued under the run's id, once it is started and once it is taken back. */
export const ChangeInBulk = defineJob<{ run_id: string }>({
  name: 'change-parts-in-bulk',
  title: 'Change many parts at once',
});

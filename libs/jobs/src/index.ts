export { longestPauseMs } from './cron.js';
export { IsCron } from './is-cron.js';
export {
  GiveUp,
  TryLater,
  defineJob,
  defineRecurringJob,
  defineScheduledJob,
} from './define-job.js';
export type { RunningJob } from './define-job.js';
export { DueLoop } from './due-loop.js';
export { HandlesJob } from './handles-job.js';
export { JobQueueModule } from './job-queue.module.js';
export { JobThread } from './thread/job-thread.js';
export { serveJobs } from './thread/serve-jobs.js';
export { JobList } from './job-list.js';
export { Jobs } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export { createJobs, dropJobs, moveToJobs } from './schema.js';
export { keptCount, keptFor } from './retention/kept.js';
export type { Kept } from './retention/kept.js';
export { Retains } from './retention/retains.js';
export { Retention } from './retention/retention.js';

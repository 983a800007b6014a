export { GiveUp, TryLater, backoffMs, defineJob, defineRecurringJob } from './define-job.js';
export type { JobKind, RetryOptions, RunningJob } from './define-job.js';
export { HandlesJob } from './handles-job.js';
export { Jobs } from './jobs.js';
export type { EnqueueOptions } from './jobs.js';
export { JobsModule } from './jobs.module.js';
export { createJobs, dropJobs, moveToJobs } from './schema.js';

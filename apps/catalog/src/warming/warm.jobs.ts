import { defineJob, defineRecurringJob } from '@tandem/jobs';

/** Also fills the cache again after it was away or lost what it held. */
export const WarmAgain = defineRecurringJob({
  name: 'warm-cache',
  title: 'Read into the cache what shoppers read most',
  everyMs: 300_000,
});

export const WarmNow = defineJob<Record<string, never>>({
  name: 'warm-cache-now',
  title: 'Warm the cache, as staff asked',
});

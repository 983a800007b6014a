import { defineJob, defineScheduledJob } from '@tandem/jobs';

export const CheckConsistency = defineJob<{ run_id: string }>({
  name: 'check-consistency',
  title: 'Look for records that contradict each other',
  retry: { firstMs: 1_000, longestMs: 10_000, attempts: 3 },
});

export const BeginConsistencyCheck = defineScheduledJob({
  name: 'begin-consistency-check',
  title: 'Begin a check of consistency',
});

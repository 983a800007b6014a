import { defineJob } from '@tandem/jobs';

export const ReplayEvents = defineJob<{ replay_id: string }>({
  name: 'replay-events',
  title: 'Hand events over once more',
  retry: { firstMs: 1_000, longestMs: 15_000, attempts: 10 },
});

import { defineJob } from '@tandem/jobs';

/** Queued with the promise under the refund's id, and again for its goods once the money is back. */
export const CarryOutRefund = defineJob<{ refund_id: string }>({
  name: 'carry-out-refund',
  title: 'Pay a refund out and take its goods back',
  atOnce: 2,
});

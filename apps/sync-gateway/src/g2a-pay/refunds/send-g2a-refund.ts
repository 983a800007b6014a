import { defineJob } from '@tandem/jobs';

/** Queued with the request under the refund's id. It only wakes: how far the refund is, its row says. */
export const SendG2aRefund = defineJob<{ refund_id: string }>({
  name: 'send-g2a-refund',
  title: 'Have G2A PAY give money back',
  atOnce: 2,
});

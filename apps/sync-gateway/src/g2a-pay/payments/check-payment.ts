import { defineJob } from '@tandem/jobs';

/** Queued under the payment's id once its transaction is known to be open. */
export const CheckG2aPayment = defineJob<{ payment_id: string }>({
  name: 'check-g2a-payment',
  title: 'Ask G2A PAY about a payment that is open',
  atOnce: 2,
});

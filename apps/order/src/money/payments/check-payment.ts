import { defineJob } from '@tandem/jobs';

/** Queued with the payment, under its id; an event of the payment makes it due at once. */
export const CheckPayment = defineJob<{ payment_id: string }>({
  name: 'check-payment',
  title: 'Ask the provider how a payment stands',
  atOnce: 5,
});

import { defineJob } from '@tandem/jobs';

/** Queued under the order's id whenever there is something to tell about its keys. */
export const TellOfKeys = defineJob<{ order_id: string }>({
  name: 'tell-of-keys',
  title: 'Write to a customer about the keys of an order',
});

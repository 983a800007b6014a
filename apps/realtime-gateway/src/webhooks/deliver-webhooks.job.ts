import { defineJob } from '@tandem/jobs';

/**
 * One for each endpoint that has something to come: a slow endpoint has one worker and no more. How often and when a message
 * is tried again stands with the message.
 */
export const DeliverWebhooks = defineJob<{ endpoint_id: string }>({
  name: 'deliver-webhooks',
  title: 'Send webhooks to an endpoint',
  retry: { firstMs: 1_000, longestMs: 60_000 },
  atOnce: 8,
});

import { defineJob } from '@tandem/jobs';

/** Queued under the notification's id as it is taken in, and again when its payment begins. */
export const ProcessG2aNotification = defineJob<{ notification_id: string }>({
  name: 'process-g2a-notification',
  title: 'Ask G2A PAY what a notification is about',
  atOnce: 4,
});

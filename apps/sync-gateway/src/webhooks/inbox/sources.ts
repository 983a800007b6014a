import { defineJob } from '@tandem/jobs';

type Waiting = { notification_id: string };

/** Queued under the notification's id as it is taken in, and again when its payment begins. */
export const ProcessG2aNotification = defineJob<Waiting>({
  name: 'process-g2a-notification',
  title: 'Ask G2A PAY what a notification is about',
  atOnce: 4,
});

/** Queued under the notification's id as it is taken in, and again when the order that it names is known. */
export const ProcessOrderNotification = defineJob<Waiting>({
  name: 'process-g2a-order-notification',
  title: 'Ask G2A about an order that a notification names',
  atOnce: 4,
});

/** Whose notifications are kept, and what is queued for each. */
export const SOURCES = {
  'g2a.ipn': ProcessG2aNotification,
  'g2a.orders': ProcessOrderNotification,
} as const;

export type InboxSource = keyof typeof SOURCES;
export const INBOX_SOURCES = Object.keys(SOURCES) as InboxSource[];

import { quantile, rate, type Board } from '../board.ts';

export const events: Board = {
  name: 'events',
  title: 'Tandem: Kafka and outbox',
  rows: {
    Outbox: [
      {
        title: 'Events that wait',
        about: 'Committed and not yet published.',
        unit: 'short',
        shows: { '{{schema}}': 'max by (schema) (outbox_unpublished)' },
      },
      {
        title: 'Age of the oldest',
        about: 'Over half a minute, nobody hears of changes.',
        unit: 's',
        limit: 30,
        shows: { '{{schema}}': 'max by (schema) (outbox_oldest_age_seconds)' },
      },
      {
        title: 'Commit to acknowledgement',
        about: 'What 95 of 100 events stay below.',
        unit: 's',
        shows: { '{{topic}}': quantile(0.95, 'outbox_publish_duration_seconds', 'topic') },
      },
    ],
    Consumers: [
      {
        title: 'Lag',
        about: 'Messages that have arrived and are not dealt with.',
        unit: 'short',
        shows: { '{{consumer}}': 'sum by (consumer) (consumer_lag)' },
      },
      {
        title: 'Since the last progress',
        about: 'Of the instance that is furthest on.',
        unit: 's',
        limit: 60,
        shows: { '{{consumer}}': 'min by (consumer) (consumer_progress_age_seconds)' },
      },
      {
        title: 'Commit to dealt with',
        about: 'What 95 of 100 events stay below.',
        unit: 's',
        shows: { '{{consumer}}': quantile(0.95, 'event_handling_delay_seconds', 'consumer') },
      },
    ],
    Messages: [
      {
        title: 'Dealt with',
        about: 'By consumer and result.',
        unit: 'ops',
        shows: { '{{consumer}}: {{result}}': rate('messages_handled_total', 'consumer, result') },
      },
      {
        title: 'Dead letters',
        about: 'Given up, and waiting for somebody.',
        unit: 'short',
        limit: 1,
        shows: { '{{consumer}}': 'max by (consumer) (dead_letters_open)' },
      },
    ],
  },
};

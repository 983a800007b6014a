import { formatDateTime, unwrap } from '@tandem/ui';
import { eventName } from '../events/feed';
import { api } from '../panel';
import type { Asked } from '../table/use-list';
import type { DeadLetter } from './types';
import { BY_SERVICE, type Told, type WorkFilters } from './work';
import { serviceName } from './wording';

export const DEAD_LETTERS = {
  one: 'message',
  many: 'messages',
  key: 'dead-letters',
  filters: [BY_SERVICE],
  columns: [
    { title: 'Message', key: 'title', width: '28%' },
    { title: 'Service', key: 'service', width: '12%' },
    { title: 'What went wrong', key: 'error' },
    { title: 'Attempts', key: 'attempts', width: '9%' },
    { title: 'Given up', key: 'at', width: '11%' },
    { title: '', key: 'retry', width: '12%' },
  ],
  none: {
    title: 'Every message was handled',
    text: 'Messages that a service gave up on appear here.',
  },
  ask: (query: Asked<WorkFilters>, signal: AbortSignal) =>
    unwrap(api.GET('/api/v1/admin/events/dead-letters', { params: { query }, signal })),
  retryNeeds: 'events:write',
  retry: async ({ service, id }: DeadLetter) => {
    const path = { params: { path: { id: `${service}.${id}` } } };
    const { result } = await unwrap(api.POST('/api/v1/admin/events/dead-letters/{id}/retry', path));
    return result === 'handled' ? 'The message was handled.' : 'The message was handled already.';
  },
  told: (letter: DeadLetter): Told => ({
    title: letter.type ? eventName(letter.type) : 'Unknown message',
    subject: letter.subject,
    service: serviceName(letter.service),
    error: letter.error,
    attempts: letter.attempts,
    at: letter.failed_at,
    action: 'Retry',
    details: [
      ['Service', serviceName(letter.service)],
      ['About', letter.subject],
      ['Attempts', String(letter.attempts)],
      ['Given up', formatDateTime(letter.failed_at)],
      ['Type', letter.type],
      ['Topic', letter.topic],
      ['Event id', letter.event_id],
      ['Message', letter.payload],
    ],
  }),
};

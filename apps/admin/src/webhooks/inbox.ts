import { formatDateTime, unwrap, type InboxNotification } from '@tandem/ui';
import type { Told } from '../background/work';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import type { Asked } from '../table/use-list';
import { errorText, eventText, SOURCES, STATES, type Source, type State } from './wording';

interface InboxFilters {
  source?: Source;
  state?: State;
}

const FILTERS: readonly Filter[] = [
  { kind: 'choice', name: 'source', label: 'Source', choices: choicesOf(SOURCES) },
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) },
];

export const INBOX = {
  one: 'notification',
  many: 'notifications',
  key: 'webhooks',
  filters: FILTERS,
  columns: [
    { title: 'Notification', key: 'title', width: '27%' },
    { title: 'From', key: 'service', width: '12%' },
    { title: 'State', key: 'state', width: '11%' },
    { title: 'What went wrong', key: 'error' },
    { title: 'Times', key: 'attempts', width: '8%' },
    { title: 'Received', key: 'at', width: '12%' },
    { title: '', key: 'retry', width: '12%' },
  ],
  none: {
    title: 'Nothing has come in yet',
    text: 'What other companies tell the shop appears here.',
  },
  ask: (query: Asked<InboxFilters>, signal: AbortSignal) =>
    unwrap(api.GET('/api/v1/admin/webhooks', { params: { query }, signal })),
  retryNeeds: 'sync:write',
  retry: async ({ id }: InboxNotification) => {
    await unwrap(api.POST('/api/v1/admin/webhooks/{id}/replay', { params: { path: { id } } }));
    return 'The notification is dealt with once more.';
  },
  told: (one: InboxNotification): Told => ({
    title: eventText(one.event_type),
    subject: one.subject,
    service: SOURCES[one.source].text,
    state: STATES[one.state],
    error: errorText(one.last_error),
    attempts: one.times_received,
    at: one.received_at,
    action: 'Replay',
    details: [
      ['From', SOURCES[one.source].text],
      ['State', STATES[one.state].text],
      ['About', one.subject],
      ['Received', formatDateTime(one.received_at)],
      ['Times', String(one.times_received)],
      ['Dealt with', one.processed_at && formatDateTime(one.processed_at)],
      ...Object.entries(one.payload),
    ],
  }),
};

import { formatDateTime, unwrap } from '@tandem/ui';
import type { Told } from '../background/work';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import type { Asked } from '../table/use-list';
import { errorText, eventText, SOURCES, STATES, type Source, type State } from './wording';

/** A notification of an outside system, without its signature. */
interface Notification {
  id: number;
  source: Source;
  event_type: string;
  subject: string;
  state: State;
  received_at: string;
  times_received: number;
  processed_at: string | null;
  last_error: string | null;
  payload: Record<string, string>;
}

interface InboxFilters {
  source?: Source;
  state?: State;
}

interface InboxPage {
  items: Notification[];
  next_cursor: string | null;
}

/** As the API's types will name them. */
type Call<T> = (
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>;
const get = api.GET as unknown as Call<InboxPage>;
const post = api.POST as unknown as Call<object>;

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
    unwrap(get('/api/v1/admin/webhooks', { params: { query }, signal })),
  retryNeeds: 'sync:write',
  retry: async ({ id }: Notification) => {
    await unwrap(post('/api/v1/admin/webhooks/{id}/replay', { params: { path: { id } } }));
    return 'The notification is dealt with once more.';
  },
  told: (one: Notification): Told => ({
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

import { formatDateTime, unwrap } from '@tandem/ui';
import { eventName } from '../events/feed';
import { api } from '../panel';
import type { Filter } from '../table/filters';
import type { Asked } from '../table/use-list';
import type { DeadLetter } from './types';
import { BY_SERVICE, type Told, type WorkFilters } from './work';
import { readableJson, RESOLUTIONS, serviceName } from './wording';

type LetterFilters = WorkFilters & { include_resolved?: boolean };

const SETTLED_TOO: Filter = {
  kind: 'switch',
  name: 'include_resolved',
  label: 'Also those dealt with',
};

const pathOf = ({ service, id }: DeadLetter) => ({ params: { path: { id: `${service}.${id}` } } });

export const DEAD_LETTERS = {
  one: 'message',
  many: 'messages',
  key: 'dead-letters',
  filters: [BY_SERVICE, SETTLED_TOO],
  columns: [
    { title: 'Message', key: 'title', width: '26%' },
    { title: 'Service', key: 'service', width: '11%' },
    { title: 'What went wrong', key: 'error' },
    { title: 'State', key: 'state', width: '12%' },
    { title: 'Attempts', key: 'attempts', width: '9%' },
    { title: 'Given up', key: 'at', width: '10%' },
    { title: '', key: 'retry', width: '12%' },
  ],
  none: {
    title: 'Every message was handled',
    text: 'Messages that a service gave up on appear here.',
  },
  ask: (query: Asked<LetterFilters>, signal: AbortSignal) =>
    unwrap(api.GET('/api/v1/admin/events/dead-letters', { params: { query }, signal })),
  retryNeeds: 'events:write',
  retry: async (letter: DeadLetter) => {
    const { result } = await unwrap(
      api.POST('/api/v1/admin/events/dead-letters/{id}/retry', pathOf(letter)),
    );
    return result === 'handled'
      ? 'The message was handled.'
      : 'The message was dealt with already.';
  },
  discard: async (letter: DeadLetter, reason: string) => {
    const path = '/api/v1/admin/events/dead-letters/{id}/discard';
    await unwrap(api.POST(path, { ...pathOf(letter), body: { reason } }));
  },
  told: (letter: DeadLetter): Told => ({
    title: letter.type ? eventName(letter.type) : 'Unknown message',
    subject: letter.subject,
    service: serviceName(letter.service),
    state: letter.resolution ? RESOLUTIONS[letter.resolution] : RESOLUTIONS.open,
    error: letter.error,
    attempts: letter.attempts,
    at: letter.failed_at,
    open: letter.resolution === null,
    traceId: letter.trace_id || null,
    ...(letter.resolution === null && { action: 'Retry' }),
    details: [
      ['Service', serviceName(letter.service)],
      ['About', letter.subject],
      ['Attempts', String(letter.attempts)],
      ['Given up', formatDateTime(letter.failed_at)],
      ...settledBy(letter),
      ['Type', letter.type],
      ['Topic', letter.topic],
      ['Place', `partition ${letter.partition}, offset ${letter.offset}`],
      ['Event id', letter.event_id],
      ['Trace id', letter.trace_id || null],
      ['Correlation id', letter.correlation_id],
      ['Message', readableJson(letter.payload)],
    ],
  }),
};

function settledBy(letter: DeadLetter): Told['details'] {
  if (letter.resolution === null) return [];
  const at = letter.resolved_at ? formatDateTime(letter.resolved_at) : '';
  const how = RESOLUTIONS[letter.resolution].text;
  const by = letter.resolved_by_name ? ` by ${letter.resolved_by_name}` : '';
  return [
    ['Dealt with', `${how}${by}, ${at}`],
    ...(letter.reason ? [['Reason', letter.reason] as [string, string]] : []),
  ];
}

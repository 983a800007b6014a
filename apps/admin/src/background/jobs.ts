import { formatDateTime, unwrap } from '@tandem/ui';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import type { Asked } from '../table/use-list';
import type { Job, JobState } from './types';
import { BY_SERVICE, type Told, type WorkFilters } from './work';
import { countsText, serviceName, STATES } from './wording';

type JobFilters = WorkFilters & { state?: JobState };

const BY_STATE: Filter = {
  kind: 'choice',
  name: 'state',
  label: 'State',
  choices: choicesOf(STATES),
};

/** Housekeeping is about nothing but itself. */
const subjectOf = ({ subject, name }: Job) => (subject === name ? null : subject);

const actionOf = ({ state }: Job): Told['action'] => {
  if (state === 'running') return undefined;
  return state === 'waiting' ? 'Run now' : 'Retry';
};

export const JOBS = {
  one: 'job',
  many: 'jobs',
  key: 'jobs',
  filters: [BY_SERVICE, BY_STATE],
  columns: [
    { title: 'Job', key: 'title', width: '26%' },
    { title: 'Service', key: 'service', width: '11%' },
    { title: 'State', key: 'state', width: '14%' },
    { title: 'What went wrong', key: 'error' },
    { title: 'Attempts', key: 'attempts', width: '9%' },
    { title: 'Created', key: 'at', width: '11%' },
    { title: '', key: 'retry', width: '12%' },
  ],
  none: { title: 'All jobs are done', text: 'Jobs that wait or have failed appear here.' },
  ask: (query: Asked<JobFilters>, signal: AbortSignal) =>
    unwrap(api.GET('/api/v1/admin/jobs', { params: { query }, signal })),
  retryNeeds: 'events:write',
  retry: async ({ id }: Job) => {
    const path = { params: { path: { id } } };
    const { result } = await unwrap(api.POST('/api/v1/admin/jobs/{id}/retry', path));
    return result === 'queued' ? 'The job starts now.' : 'The job was done already.';
  },
  total: ({ counts }: { counts: { state: JobState; jobs: number }[] }) => countsText(counts),
  told: (job: Job): Told => ({
    title: job.title,
    subject: subjectOf(job),
    service: serviceName(job.service),
    state: STATES[job.state],
    error: job.last_error,
    attempts: job.attempts,
    at: job.created_at,
    action: actionOf(job),
    details: [
      ['Service', serviceName(job.service)],
      ['State', STATES[job.state].text],
      ['About', job.subject],
      ['Attempts', String(job.attempts)],
      ['Created', formatDateTime(job.created_at)],
      ['Next attempt', job.state === 'given_up' ? null : formatDateTime(job.due_at)],
      ['Kind', job.name],
      ['Id', job.id],
      ['Correlation id', job.correlation_id],
    ],
  }),
};

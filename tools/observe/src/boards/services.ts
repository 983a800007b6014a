import { quantile, rate, type Board } from '../board.ts';

const HTTP = 'http_server_request_duration_seconds';

export const services: Board = {
  name: 'services',
  title: 'Tandem: services',
  rows: {
    Answers: [
      {
        title: 'Requests',
        about: 'By service.',
        unit: 'reqps',
        shows: { '{{service}}': rate(`${HTTP}_count`, 'service') },
      },
      {
        title: 'Errors of the shop',
        about: 'Share of answers with 5xx.',
        unit: 'percentunit',
        limit: 0.02,
        shows: {
          '{{service}}': `${rate(`${HTTP}_count`, 'service', '{http_response_status_code=~"5.."}')} / ${rate(`${HTTP}_count`, 'service')}`,
        },
      },
      {
        title: 'Slowest hundredth',
        about: 'What 99 of 100 requests stay below.',
        unit: 's',
        shows: { '{{service}}': quantile(0.99, HTTP, 'service') },
      },
    ],
    Processes: [
      {
        title: 'CPU',
        about: 'Processors in use, by service.',
        unit: 'short',
        shows: { '{{service}}': rate('process_cpu_time_seconds_total', 'service') },
      },
      {
        title: 'Memory',
        about: 'Physical memory.',
        unit: 'bytes',
        shows: { '{{service}}': 'sum by (service) (process_memory_usage_bytes)' },
      },
      {
        title: 'Up',
        about: 'Instances that answer.',
        unit: 'short',
        shows: { '{{service}}': 'sum by (service) (up{job="tandem"})' },
      },
    ],
    'Work in the background': [
      {
        title: 'Jobs that are not done',
        about: 'By state.',
        unit: 'short',
        shows: { '{{state}}': 'sum by (state) (max by (service, job, state) (jobs))' },
      },
      {
        title: 'Jobs that failed',
        about: 'By kind.',
        unit: 'ops',
        shows: { '{{job}}': rate('job_failures_total', 'job') },
      },
      {
        title: 'Mails that wait',
        about: 'By service.',
        unit: 'short',
        shows: { '{{schema}}': 'max by (schema) (mails_queued)' },
      },
    ],
  },
};

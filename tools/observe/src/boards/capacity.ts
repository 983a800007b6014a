import { rate, type Board } from '../board.ts';

const QUEUE = 'http_server_queue_delay_seconds';

export const capacity: Board = {
  name: 'capacity',
  title: 'Tandem: capacity',
  rows: {
    'What breaks first': [
      {
        title: 'Event loop',
        about: 'A process that is late by more than a tenth of a second has too much to do.',
        unit: 's',
        limit: 0.1,
        shows: { '{{service}}': 'max by (service) (nodejs_eventloop_delay_p99_seconds)' },
      },
      {
        title: 'Queue of requests',
        about: 'How long they wait for their turn or a connection. Kubernetes scales by it.',
        unit: 's',
        limit: 0.1,
        shows: {
          '{{service}}': `${rate(`${QUEUE}_sum`, 'service')} / ${rate(`${QUEUE}_count`, 'service')}`,
        },
      },
      {
        title: 'Sessions of the database',
        about: 'Share that is taken.',
        unit: 'percentunit',
        limit: 0.85,
        shows: { taken: 'max(database_connections) / max(database_connections_max)' },
      },
      {
        title: 'Disk',
        about: 'Share that is free.',
        unit: 'percentunit',
        shows: {
          free: 'min(system_filesystem_usage_bytes{system_filesystem_state="free"}) / (min(system_filesystem_usage_bytes{system_filesystem_state="free"}) + max(system_filesystem_usage_bytes{system_filesystem_state="used"}))',
        },
      },
    ],
    'What comes in': [
      {
        title: 'Open pages',
        about: 'Sockets, by site.',
        unit: 'short',
        shows: { '{{namespace}}': 'sum by (namespace) (sockets_connected)' },
      },
      {
        title: 'Answered by the cache',
        about: 'Share of reads; the database has the rest.',
        unit: 'percentunit',
        shows: { '{{cache_type}}': 'avg by (cache_type) (cache_hit_rate)' },
      },
      {
        title: 'Reads of the cache',
        about: 'By result.',
        unit: 'ops',
        shows: { '{{result}}': rate('cache_requests_total', 'result') },
      },
    ],
  },
};

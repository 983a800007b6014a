import { rate, type Board } from '../board.ts';

export const postgres: Board = {
  name: 'postgres',
  title: 'Tandem: PostgreSQL',
  rows: {
    'The database': [
      {
        title: 'Oldest transaction',
        about: 'What began before it can’t be tidied up.',
        unit: 's',
        limit: 300,
        shows: { 'open for': 'max(database_oldest_transaction_age_seconds)' },
      },
      {
        title: 'Sessions',
        about: 'Of those that the server takes.',
        unit: 'short',
        shows: { open: 'max(database_connections)', most: 'max(database_connections_max)' },
      },
      {
        title: 'Size',
        about: 'On disk.',
        unit: 'bytes',
        shows: { database: 'max(database_size_bytes)' },
      },
      {
        title: 'Backup',
        about: 'Age of the last one, and for how long the log has not reached its archive.',
        unit: 's',
        limit: 93_600,
        shows: {
          'last backup': 'max(backup_age_seconds)',
          'log fails for': 'max(wal_archive_failing_seconds)',
        },
      },
      {
        title: 'Rows by table',
        about: 'The ten largest, as PostgreSQL estimates them.',
        unit: 'short',
        shows: { '{{store}}': 'topk(10, max by (store) (retention_rows))' },
      },
      {
        title: 'What should be gone',
        about: 'How long the oldest row has outlived its time, by table.',
        unit: 's',
        limit: 10_800,
        shows: { '{{store}}': 'max by (store) (retention_overdue_seconds) > 0' },
      },
    ],
    Pools: [
      {
        title: 'Requests that wait for a connection',
        about: 'Right now, by pool.',
        unit: 'short',
        shows: {
          '{{db_client_connection_pool_name}}':
            'sum by (db_client_connection_pool_name) (db_client_connection_pending_requests)',
        },
      },
      {
        title: 'Time waited',
        about: 'Seconds in each second, of all requests together.',
        unit: 's',
        limit: 0.5,
        shows: {
          '{{db_client_connection_pool_name}}': rate(
            'db_client_connection_wait_time_seconds_sum',
            'db_client_connection_pool_name',
          ),
        },
      },
      {
        title: 'Connections that may be opened',
        about: 'By all instances together.',
        unit: 'short',
        shows: {
          '{{db_client_connection_pool_name}}':
            'sum by (db_client_connection_pool_name) (db_client_connection_max)',
        },
      },
    ],
    'What waits for it': [
      {
        title: 'Changes that are not sealed',
        about: 'Age of the oldest of the audit log.',
        unit: 's',
        limit: 600,
        shows: { oldest: 'max(audit_unsealed_age_seconds)' },
      },
      {
        title: 'Orders between two steps',
        about: 'Age of the oldest.',
        unit: 's',
        limit: 300,
        shows: { oldest: 'max(saga_age_seconds)' },
      },
    ],
  },
};

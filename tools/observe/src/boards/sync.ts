import { quantile, rate, type Board } from '../board.ts';

const EDITS = '{operation=~"(stock|content|price|images|part)[.].*"}';

export const sync: Board = {
  name: 'sync',
  title: 'Tandem: sync',
  rows: {
    'From an edit to an open page': [
      {
        title: 'Commit to socket',
        about: 'The promise: 99 of 100 within a second.',
        unit: 'ms',
        limit: 1_000,
        shows: {
          'half of them': quantile(0.5, 'database_sync_latency_ms', '', EDITS),
          '99 of 100': quantile(0.99, 'database_sync_latency_ms', '', EDITS),
        },
      },
      {
        title: 'Edits that were late',
        about: 'Share of those that took over a second.',
        unit: 'percentunit',
        limit: 0.01,
        shows: {
          'five minutes': 'tandem:edits_late:ratio_rate5m',
          'one hour': 'tandem:edits_late:ratio_rate1h',
        },
      },
      {
        title: 'Events to sockets',
        about: 'What open pages are told, by kind.',
        unit: 'ops',
        shows: { '{{type}}': rate('events_delivered_total', 'type') },
      },
    ],
    'What went wrong': [
      {
        title: 'Failures',
        about: 'Changes that could not be handed on, by what was being done.',
        unit: 'ops',
        shows: {
          '{{operation}}: {{error_type}}': rate('sync_failures_total', 'operation, error_type'),
        },
      },
      {
        title: 'Pages that were old',
        about: 'What the watcher saw from outside.',
        unit: 'percentunit',
        limit: 0.001,
        shows: { 'of those read': 'tandem:inconsistent_reads:ratio10m' },
      },
      {
        title: 'Differences between records',
        about: 'Found by the check of consistency and not settled.',
        unit: 'short',
        limit: 1,
        shows: { open: 'max(consistency_differences_open)' },
      },
    ],
    'Systems outside': [
      {
        title: 'Silence',
        about: 'How long each source of stock has not answered.',
        unit: 's',
        shows: { '{{source}}': 'max by (source) (source_silence_seconds)' },
      },
      {
        title: 'Calls',
        about: 'By system and outcome.',
        unit: 'ops',
        shows: { '{{system}}: {{outcome}}': rate('outside_calls_total', 'system, outcome') },
      },
      {
        title: 'Stale sources',
        about: '1: silent for longer than it may be.',
        unit: 'short',
        limit: 1,
        shows: { '{{source}}': 'max by (source) (source_stale)' },
      },
    ],
  },
};

import { eventByType } from '@tandem/contracts';
import { MILLISECOND_BUCKETS, SECOND_BUCKETS } from '@tandem/observability';
import type { Chart, Picked } from './chart.js';

const HTTP = 'http_server_request_duration_seconds';
const TAKEN_IN = { consumer: /^realtime-gateway$/, result: /^done$/ };

const http = (as: string, method: RegExp, route: RegExp, status = /./): Picked => ({
  metric: `${HTTP}_count`,
  where: { http_request_method: method, http_route: route, http_response_status_code: status },
  as,
});
const PAGES = http('part pages', /^GET$/, /^\/api\/v1\/parts\/:id$/);
const ORDERED = http('ordered', /^POST$/, /^\/api\/v1\/orders$/, /^201$/);

/** What the panel shows of the shop's metrics: the same numbers as the dashboards of deploy/grafana. */
export const CHARTS: readonly Chart[] = [
  {
    name: 'edits',
    title: 'From an edit to an open page',
    about: 'Commit to socket. The promise: 99 of 100 within a second.',
    unit: 'milliseconds',
    limit: 1_000,
    kind: 'quantile',
    of: {
      metric: 'database_sync_latency_ms',
      where: { operation: /^(stock|content|price|images|part)\./ },
    },
    bounds: MILLISECOND_BUCKETS,
    shows: { 'half of them': 0.5, '99 of 100': 0.99 },
  },
  {
    name: 'orders',
    title: 'Orders',
    about: 'By what became of them.',
    unit: 'per minute',
    kind: 'rate',
    perSeconds: 60,
    of: [{ metric: 'orders_moved_total', series: 'status' }],
  },
  {
    name: 'funnel',
    title: 'Looks, carts, orders',
    about: 'How many came so far. Looks are those that the catalogue answered.',
    unit: 'per minute',
    kind: 'rate',
    perSeconds: 60,
    of: [PAGES, http('put into a cart', /^POST$/, /^\/api\/v1\/cart\/items/), ORDERED],
  },
  {
    name: 'conversion',
    title: 'Orders a part page',
    about: 'How much of the looks became an order.',
    unit: 'share',
    kind: 'share',
    of: { ...ORDERED, as: 'conversion' },
    among: { ...PAGES, as: 'conversion' },
  },
  {
    name: 'stock',
    title: 'Stock changes',
    about: 'What inventory has told, by kind.',
    unit: 'per minute',
    kind: 'rate',
    perSeconds: 60,
    of: [
      {
        metric: 'messages_handled_total',
        where: { ...TAKEN_IN, type: /^stock\./ },
        series: 'type',
      },
    ],
  },
  {
    name: 'searches',
    title: 'Searches without results',
    about: 'What was searched for stands under Search.',
    unit: 'per minute',
    kind: 'rate',
    perSeconds: 60,
    of: [{ metric: 'searches_without_results_total', as: 'searches' }],
  },
  {
    name: 'cache',
    title: 'Answered by the cache',
    about: 'How much of the reads. The database has the rest.',
    unit: 'share',
    kind: 'share',
    of: { metric: 'cache_requests_total', where: { result: /^hit$/ }, series: 'cache_type' },
    among: { metric: 'cache_requests_total', series: 'cache_type' },
  },
  {
    name: 'outbox',
    title: 'Oldest event that waits',
    about: 'Committed and not yet published. Over half a minute, nobody hears of changes.',
    unit: 'seconds',
    limit: 30,
    kind: 'level',
    of: { metric: 'outbox_oldest_age_seconds', series: 'schema' },
    across: 'max',
  },
  {
    name: 'lag',
    title: 'Messages behind',
    about: 'What has arrived for a consumer group and is not dealt with.',
    unit: 'count',
    kind: 'level',
    of: { metric: 'consumer_lag', series: 'consumer' },
    across: 'sum',
  },
  {
    name: 'errors',
    title: 'Errors of the shop',
    about: 'Answers with 5xx, by service.',
    unit: 'per second',
    kind: 'rate',
    perSeconds: 1,
    of: [
      {
        metric: `${HTTP}_count`,
        where: { http_response_status_code: /^5/ },
        series: 'service',
      },
    ],
  },
  {
    name: 'slowest',
    title: 'Slowest hundredth of the requests',
    about: 'What 99 of 100 stay below, by service.',
    unit: 'seconds',
    kind: 'quantile',
    of: { metric: HTTP, series: 'service' },
    bounds: SECOND_BUCKETS,
    shows: { p99: 0.99 },
  },
  {
    name: 'topics',
    title: 'Events by topic',
    about: 'What the services have told.',
    unit: 'per second',
    kind: 'rate',
    perSeconds: 1,
    of: [
      {
        metric: 'messages_handled_total',
        where: TAKEN_IN,
        series: ({ type = '' }) => eventByType(type)?.topic ?? 'other',
      },
    ],
  },
  {
    name: 'types',
    title: 'Events by type',
    about: 'What the services have told.',
    unit: 'per minute',
    kind: 'rate',
    perSeconds: 60,
    of: [{ metric: 'messages_handled_total', where: TAKEN_IN, series: 'type' }],
  },
  {
    name: 'published',
    title: 'Commit to Kafka',
    about: 'What 95 of 100 events stay below, by topic.',
    unit: 'seconds',
    kind: 'quantile',
    of: { metric: 'outbox_publish_duration_seconds', series: 'topic' },
    bounds: SECOND_BUCKETS,
    shows: { p95: 0.95 },
  },
  {
    name: 'logged',
    title: 'Commit to event log',
    about: 'How long events take until open pages can be told.',
    unit: 'seconds',
    kind: 'quantile',
    of: { metric: 'event_handling_delay_seconds', where: { consumer: TAKEN_IN.consumer } },
    bounds: [...SECOND_BUCKETS, 30, 60, 300],
    shows: { 'half of them': 0.5, '95 of 100': 0.95 },
  },
  {
    name: 'handled',
    title: 'Commit to dealt with',
    about: 'What 95 of 100 events stay below, by consumer group.',
    unit: 'seconds',
    kind: 'quantile',
    of: { metric: 'event_handling_delay_seconds', series: 'consumer' },
    bounds: [...SECOND_BUCKETS, 30, 60, 300],
    shows: { p95: 0.95 },
  },
];

export const CHART_NAMES = CHARTS.map(({ name }) => name);

import { metrics as api } from '@opentelemetry/api';
import type { Counter, Histogram } from '@opentelemetry/api';
import { MILLISECOND_BUCKETS, counter, gauge, histogram } from './metrics.js';

const WINDOW_MS = 60_000;

interface CacheCounts {
  hits: number;
  misses: number;
  windowStart: number;
  windowHits: number;
  windowTotal: number;
  previousHits: number;
  previousTotal: number;
}

const caches = new Map<string, CacheCounts>();

function roll(counts: CacheCounts, now: number): void {
  const elapsed = now - counts.windowStart;
  if (elapsed < WINDOW_MS) return;
  const fresh = elapsed < 2 * WINDOW_MS;
  counts.previousHits = fresh ? counts.windowHits : 0;
  counts.previousTotal = fresh ? counts.windowTotal : 0;
  counts.windowHits = 0;
  counts.windowTotal = 0;
  counts.windowStart = now;
}

/** Plain integers: it runs on every read, the instruments are only read at collection. */
function cacheHit(cacheType: string, hit: boolean): void {
  let counts = caches.get(cacheType);
  if (!counts) {
    counts = {
      hits: 0,
      misses: 0,
      windowStart: performance.now(),
      windowHits: 0,
      windowTotal: 0,
      previousHits: 0,
      previousTotal: 0,
    };
    caches.set(cacheType, counts);
  }
  counts.windowTotal += 1;
  if (hit) {
    counts.hits += 1;
    counts.windowHits += 1;
  } else {
    counts.misses += 1;
  }
  if ((counts.windowTotal & 1023) === 0) roll(counts, performance.now());
}

gauge(
  'cache_hit_rate',
  () =>
    [...caches].flatMap(([cacheType, counts]) => {
      roll(counts, performance.now());
      const total = counts.windowTotal + counts.previousTotal;
      if (total === 0) return [];
      const value = (counts.windowHits + counts.previousHits) / total;
      return [{ value, attributes: { cache_type: cacheType } }];
    }),
  {
    description: 'Share of cache reads answered from the cache in the last one to two minutes.',
    unit: '',
  },
);

const cacheRequests = api.getMeter('tandem').createObservableCounter('cache_requests', {
  description: 'Cache reads by result.',
  unit: '{read}',
});
cacheRequests.addCallback((result) => {
  for (const [cacheType, { hits, misses }] of caches) {
    result.observe(hits, { cache_type: cacheType, result: 'hit' });
    result.observe(misses, { cache_type: cacheType, result: 'miss' });
  }
});

export interface CacheReads {
  /** The `cache_type` label. */
  kind: string;
  hits: number;
  misses: number;
}

export interface DomainMetrics {
  /** Commit of a change → its fan-out, milliseconds; attribute `operation`. */
  syncLatency: Histogram;
  /** Changes that failed to be handed on; attributes `operation`, `error_type`. */
  syncFailures: Counter;
  /** Counts one cache read. Cheap enough for every read. */
  cacheHit(cacheType: string, hit: boolean): void;
  /** Cache reads of this process since it started, by kind. */
  cacheReads(): CacheReads[];
}

/** The metrics that the requirements name. */
export const metrics: DomainMetrics = {
  syncLatency: histogram('database_sync_latency_ms', {
    description: 'Time from the commit of a change to its fan-out.',
    unit: '',
    buckets: MILLISECOND_BUCKETS,
  }),
  syncFailures: counter('sync_failures_total', {
    description: 'Changes that could not be handed on.',
    unit: '{change}',
  }),
  cacheHit,
  cacheReads: () => [...caches].map(([kind, { hits, misses }]) => ({ kind, hits, misses })),
};

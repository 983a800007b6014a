import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { SECOND_BUCKETS, gauges, histogram } from '@tandem/observability';

const pools = gauges({
  'db.client.connection.max': {
    description: 'Connections that this process may open.',
    unit: '{connection}',
  },
  'db.client.connection.pending_requests': {
    description: 'Requests that wait for a connection right now.',
    unit: '{request}',
  },
});
const waits = histogram('db.client.connection.wait_time', {
  description: 'How long a request waited that found all connections in use.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

type Connected = Parameters<pg.Pool['connect']>[0];

/** Who finds a connection free is not measured: that is nearly everybody, and takes no time. */
export function measurePool({ driver }: DataSource, name: string): { stop(): void } {
  const pool = (driver as unknown as { master: pg.Pool }).master;
  const attributes = { 'db.client.connection.pool.name': name };
  const connect = pool.connect.bind(pool) as (callback: Connected) => void;
  const measured = (callback: Connected): void => {
    if (pool.idleCount > 0 || pool.totalCount < pool.options.max) return connect(callback);
    const began = performance.now();
    connect((...answer) => {
      waits.record((performance.now() - began) / 1_000, attributes);
      callback(...answer);
    });
  };
  // TypeORM asks with a callback, and nobody else asks.
  pool.connect = measured as pg.Pool['connect'];
  return pools.observe(async () => ({
    'db.client.connection.max': { value: pool.options.max, attributes },
    'db.client.connection.pending_requests': { value: pool.waitingCount, attributes },
  }));
}

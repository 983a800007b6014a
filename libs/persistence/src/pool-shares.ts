import type { Admission } from '@tandem/http';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { SECOND_BUCKETS, gauges, histogram } from '@tandem/observability';
import { ConnectionShares } from './connection-shares.js';

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
  description: 'How long a request waited that found all connections of its share in use.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

type Connected = Parameters<pg.Pool['connect']>[0];

/**
 * Shares the connections of a pool among the classes of work, and tells how long they wait. Who finds a connection free is not
 * measured: that is nearly everybody, and takes no time.
 */
export function sharePool(
  { driver }: DataSource,
  name: string,
  admission: Admission,
): { stop(): void } {
  const pool = (driver as unknown as { master: pg.Pool }).master;
  const attributes = { 'db.client.connection.pool.name': name };
  const { max } = pool.options;
  const open = pool.connect.bind(pool) as (callback: Connected) => void;
  const shares = new ConnectionShares(max, open, admission, (ms) =>
    waits.record(ms / 1_000, attributes),
  );
  // TypeORM and `pool.query` ask with a callback, and nobody else asks.
  pool.connect = ((callback: Connected) => shares.connect(callback)) as pg.Pool['connect'];
  const unwatch = admission.watchQueue((priority) => shares.oldestMs(priority));
  const measured = pools.observe(async () => ({
    'db.client.connection.max': { value: max, attributes },
    'db.client.connection.pending_requests': { value: shares.waitingCount, attributes },
  }));
  return {
    stop: () => {
      unwatch();
      measured.stop();
    },
  };
}

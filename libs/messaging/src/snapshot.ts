import { setTimeout as wait } from 'node:timers/promises';
import { transaction, type Database, type Tx } from '@tandem/persistence';
import { outbox } from './outbox.js';
import type { NewEvent } from './outbox.js';

/** Events of one page; `last` is the greatest id of it, null when there was none after the one before. */
export interface SnapshotPage {
  events: NewEvent[];
  last: number | null;
}

export interface SnapshotOptions {
  pageSize?: number;
  /** So many events may wait for the relay before the next page is read: the outbox stays small. */
  mostWaiting?: number;
  /** So long they may wait without one of them leaving. */
  patienceMs?: number;
}

const LOOK_AGAIN_MS = 100;

/**
 * Publishes how a service's aggregates are now, under new ids and marked as a snapshot, a page a transaction. No row is
 * locked, so an event may come after that of a newer change: readers keep the newest version, as they do anyway.
 * @returns how many events were published.
 * @throws Error when nobody takes what waits in the outbox.
 */
export async function publishSnapshot(
  database: Database,
  pageAfter: (tx: Tx, after: number, size: number) => Promise<SnapshotPage>,
  options: SnapshotOptions = {},
): Promise<number> {
  const { pageSize = 200, mostWaiting = 1_000, patienceMs = 60_000 } = options;
  let published = 0;
  for (let after: number | null = 0; after !== null;) {
    await roomInOutbox(database, mostWaiting, patienceMs);
    after = await transaction(database, async (tx) => {
      const { events, last } = await pageAfter(tx, after!, pageSize);
      await outbox.addMany(
        tx,
        events.map((event) => ({ ...event, snapshot: true })),
      );
      published += events.length;
      return last;
    });
  }
  return published;
}

async function roomInOutbox(
  database: Database,
  mostWaiting: number,
  patienceMs: number,
): Promise<void> {
  let [least, since] = [Infinity, performance.now()];
  for (;;) {
    const [row] = await database.query<{ waiting: number }>(
      'select count(*)::int as waiting from outbox where published_at is null',
    );
    const { waiting } = row!;
    if (waiting <= mostWaiting) return;
    if (waiting < least) [least, since] = [waiting, performance.now()];
    if (performance.now() - since > patienceMs) {
      throw new Error(`${waiting} events wait and none leaves: does the service run?`);
    }
    await wait(LOOK_AGAIN_MS);
  }
}

import type { Queryable, Tx } from '@tandem/persistence';
import type { Place } from '../client/warehouse-client.js';

/** Notified when there may be something to fetch. */
export const FEED_CHANNEL = 'tandem_warehouse_feed';

/** One turn of polling. Its fence is good until somebody else has a turn. */
export interface Turn extends Place {
  fence: number;
}

/** However many hints come, the warehouse is asked no more often than this. */
const AFTER_HINT_MS = 150;

/** Takes the next turn of all instances; null when it is not due, or another has it. */
export async function takeTurn(db: Queryable, leaseMs: number): Promise<Turn | null> {
  const rows = await db.query<Turn>({
    name: 'warehouse_turn_take',
    text: `update warehouse_feed
              set fence = fence + 1, polled_at = clock_timestamp(),
                  lease_until = clock_timestamp() + $1::integer * interval '1 ms'
            where lease_until <= clock_timestamp()
              and (next_poll_at <= clock_timestamp()
                   or (hinted_at >= polled_at
                       and polled_at <= clock_timestamp() - $2::integer * interval '1 ms'))
           returning fence::float8, cursor, updated_at`,
    values: [leaseMs, AFTER_HINT_MS],
  });
  return rows[0] ?? null;
}

/** In how many ms there is a turn to take, as far as it is known now. */
export async function nextTurnInMs(db: Queryable): Promise<number> {
  const [row] = await db.query<{ ms: number }>({
    name: 'warehouse_turn_next',
    text: `select extract(epoch from greatest(lease_until,
                    case when hinted_at >= polled_at
                      then least(next_poll_at, polled_at + $1::integer * interval '1 ms')
                      else next_poll_at end) - clock_timestamp())::float8 * 1000 as ms
             from warehouse_feed`,
    values: [AFTER_HINT_MS],
  });
  return row!.ms;
}

/**
 * Moves on to a place, in the transaction of what was taken up to there. It holds the lock of the feed from here on, so
 * links and levels are changed by one at a time.
 * @returns false when the turn is over: nothing may be taken any more.
 */
export async function moveTo(
  tx: Tx,
  { fence }: Turn,
  { place, leaseMs }: { place: Place; leaseMs: number },
): Promise<boolean> {
  const rows = await tx.query<{ fence: number }>({
    name: 'warehouse_feed_move',
    text: `update warehouse_feed
              set cursor = $2, updated_at = $3,
                  lease_until = clock_timestamp() + $4::integer * interval '1 ms'
            where fence = $1 returning fence::float8`,
    values: [fence, place.cursor, place.updated_at, leaseMs],
  });
  return rows.length > 0;
}

/** Ends a turn; the next one is due `pollMs` after its beginning, or at once when there is more to read. */
export async function endTurn(
  db: Queryable,
  { fence }: Turn,
  { pollMs, more }: { pollMs: number; more: boolean },
): Promise<void> {
  await db.query({
    name: 'warehouse_turn_end',
    text: `update warehouse_feed
              set lease_until = 'epoch',
                  next_poll_at = case when $3 then clock_timestamp()
                    else polled_at + $2::integer * interval '1 ms' end
            where fence = $1`,
    values: [fence, pollMs, more],
  });
}

/** Something may have changed: the next turn is due now, also when one is under way. */
export async function hint(db: Queryable): Promise<void> {
  await db.query({
    name: 'warehouse_feed_hint',
    text: `with hinted as (update warehouse_feed set hinted_at = clock_timestamp() returning fence)
           select pg_notify($1, '') from hinted`,
    values: [FEED_CHANNEL],
  });
}

/** Waits until nobody takes levels, so that what is read now and what is linked go together. */
export async function lockFeed(tx: Tx, lock: 'for share' | 'for update'): Promise<void> {
  await tx.query({
    name: `warehouse_feed_lock_${lock === 'for share' ? 'share' : 'update'}`,
    text: `select fence::float8 from warehouse_feed ${lock}`,
  });
}

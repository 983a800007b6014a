import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { availableOf, lockLevels, type LockableLevel } from '../stock/stock-store.js';
import { allot, type Reservation, type ReservationState } from './reservation.js';
import { lockReservations } from './reservation-store.js';
import { settle, type Settled } from './settle.js';

export interface CommitOutcome {
  order_id: string;
  outcome: 'committed' | 'not_found' | 'over';
  /** Of one that is over: how it ended. */
  state?: ReservationState;
}

export interface Committed extends Settled {
  outcomes: CommitOutcome[];
}

/**
 * The pieces of paid orders leave the stock, many orders in one transaction; an order that can't have them is told so and
 * stops no other. Until the sweeper has come, a commit after the time is up still holds. After it, the pieces are taken
 * if they are still free: whoever has paid does not lose them to a crash that lasted longer than the hold.
 */
@Injectable()
export class CommitReservations {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  /** One outcome for each order id, in their order. */
  @CacheInvalidate({
    effects: ({ changes }: Committed, _orderIds: readonly string[]) => stockCacheEffects(changes),
  })
  async commit(orderIds: readonly string[]): Promise<Committed> {
    const asked = orderIds.map((id) => id.toLowerCase());
    const done = await transaction(
      this.database,
      async (tx, rows) => {
        const known = rows as unknown as Reservation[];
        const held = known.filter(({ state }) => state === 'held');
        const late = await this.stillFree(
          tx,
          held,
          known.filter(({ state }) => state === 'expired'),
        );
        return {
          ...(await settle(tx, [...held, ...late], 'committed')),
          outcomes: asked.map((id) => outcomeOf(id, known, late)),
        };
      },
      lockReservations([...new Set(asked)]),
    );
    faultPoint('inventory.committed');
    return done;
  }

  /** Those of the expired ones whose pieces can all be had. Locks the parts of all, so that parts are locked in one order only. */
  private async stillFree(
    tx: Tx,
    held: readonly Reservation[],
    expired: readonly Reservation[],
  ): Promise<Reservation[]> {
    if (expired.length === 0) return [];
    const parts = [...held, ...expired].flatMap(({ lines }) => lines.map((line) => line.part_id));
    const levels = await tx.query<LockableLevel>(lockLevels([...new Set(parts)], 'wait'));
    return allot(expired, availableOf(levels)).fitting;
  }
}

function outcomeOf(
  orderId: string,
  known: readonly Reservation[],
  late: readonly Reservation[],
): CommitOutcome {
  const reservation = known.find((one) => one.order_id === orderId);
  if (!reservation) return { order_id: orderId, outcome: 'not_found' };
  const { state } = reservation;
  return state === 'held' || state === 'committed' || late.includes(reservation)
    ? { order_id: orderId, outcome: 'committed' }
    : { order_id: orderId, outcome: 'over', state };
}

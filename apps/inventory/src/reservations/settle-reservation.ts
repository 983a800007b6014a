import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { Outbox } from '@tandem/messaging';
import { currentContext, inBackground } from '@tandem/observability';
import { transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import type { StockChange } from '../stock/stock-level.js';
import { moveStock } from '../stock/stock-store.js';
import { reservationEvent } from './reservation-event.js';
import { reservationNotFound, reservationOver } from './errors.js';
import {
  judgeSettlement,
  movesOf,
  type Reservation,
  type ReservationState,
  type Settlement,
} from './reservation.js';
import {
  claimExpired,
  closeReservations,
  lockReservations,
  releaseUnseen,
} from './reservation-store.js';

export interface Settled {
  reservations: Reservation[];
  changes: StockChange[];
}

export interface BatchSettled extends Settled {
  outcomes: CommitOutcome[];
}

export interface CommitOutcome {
  order_id: string;
  outcome: 'committed' | 'not_found' | 'over';
  /** Of one that is over: how it ended. */
  state?: ReservationState;
}

const NOTHING: Settled = { reservations: [], changes: [] };

/**
 * Ends reservations, each once: their rows are locked first, in the order of their order ids, so of a commit, a release
 * and an expiry that meet, the first one decides and the others see what it did. Then each part is written once, however
 * many orders of it end together. Until the sweeper has come, a commit after the time is up still holds: the stock is
 * still set aside for that order.
 */
@Injectable()
export class SettleReservation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    readonly cache: VersionedCache,
  ) {}

  /** The pieces of one order leave the stock. */
  @CacheInvalidate({
    effects: ({ changes }: Settled, _orderId: string) => stockCacheEffects(changes),
  })
  async commit(orderId: string): Promise<Settled> {
    const settled = await transaction(
      this.dataSource,
      (tx, [reservation]) => {
        if (!reservation) throw reservationNotFound(orderId);
        return this.settleOne(tx, reservation as unknown as Reservation, 'committed');
      },
      lockReservations([orderId]),
    );
    faultPoint('inventory.committed');
    return settled;
  }

  /** The pieces of many orders leave the stock in one transaction. An order that can't is told so and stops no other. */
  @CacheInvalidate({
    effects: ({ changes }: BatchSettled, _orderIds: readonly string[]) =>
      stockCacheEffects(changes),
  })
  async commitAll(orderIds: readonly string[]): Promise<BatchSettled> {
    const asked = orderIds.map((id) => id.toLowerCase());
    const done = await transaction(
      this.dataSource,
      async (tx, rows) => {
        const known = rows as unknown as Reservation[];
        const held = known.filter((one) => one.state === 'held');
        const outcomes = asked.map((id) => outcomeOf(id, known));
        return { ...(await this.settle(tx, held, 'committed')), outcomes };
      },
      lockReservations([...new Set(asked)]),
    );
    faultPoint('inventory.committed');
    return done;
  }

  /**
   * The pieces are free again. An order that was never seen is put down as released, so that a reservation still on its
   * way can't hold stock for an order that has been given up.
   */
  @CacheInvalidate({
    effects: ({ changes }: Settled, _orderId: string) => stockCacheEffects(changes),
  })
  async release(orderId: string): Promise<Settled> {
    // Null: a reservation came in between the look and the note; now there is one to look at.
    const settled = (await this.releaseOnce(orderId)) ?? (await this.releaseOnce(orderId))!;
    faultPoint('inventory.released');
    return settled;
  }

  /** Frees the stock of reservations whose time is up; answers those it has freed, few enough for one transaction. */
  @CacheInvalidate({ effects: ({ changes }: Settled) => stockCacheEffects(changes) })
  async expireSome(): Promise<Settled> {
    return transaction(
      this.dataSource,
      async (tx, rows) => {
        if (rows.length === 0) return NOTHING;
        const settle = () => this.settle(tx, rows as unknown as Reservation[], 'expired');
        return inBackground('expire reservations', settle, currentContext());
      },
      claimExpired(100),
    );
  }

  private releaseOnce(orderId: string): Promise<Settled | null> {
    return transaction(
      this.dataSource,
      async (tx, [reservation]) => {
        if (reservation) {
          return this.settleOne(tx, reservation as unknown as Reservation, 'released');
        }
        const noted = await releaseUnseen(tx, { id: uuidv7(), order_id: orderId });
        return noted && { reservations: [noted], changes: [] };
      },
      lockReservations([orderId]),
    );
  }

  private async settleOne(
    tx: EntityManager,
    reservation: Reservation,
    settlement: Settlement,
  ): Promise<Settled> {
    switch (judgeSettlement(reservation.state, settlement)) {
      case 'already-done':
        return { reservations: [reservation], changes: [] };
      case 'refuse':
        throw reservationOver(reservation.order_id, reservation.state);
      case 'settle':
        return this.settle(tx, [reservation], settlement);
    }
  }

  private async settle(
    tx: EntityManager,
    held: readonly Reservation[],
    settlement: Settlement,
  ): Promise<Settled> {
    if (held.length === 0) return NOTHING;
    const batchId = uuidv7();
    const moves = movesOf(held, settlement, batchId);
    const changes = await moveStock(tx, moves, `reservation_${settlement}`);
    const reservations = await closeReservations(tx, held, settlement, batchId);
    await this.outbox.addMany(tx, [...reservations.map(reservationEvent), ...stockEvents(changes)]);
    return { reservations, changes };
  }
}

function outcomeOf(orderId: string, known: readonly Reservation[]): CommitOutcome {
  const reservation = known.find((one) => one.order_id === orderId);
  if (!reservation) return { order_id: orderId, outcome: 'not_found' };
  const { state } = reservation;
  return judgeSettlement(state, 'committed') === 'refuse'
    ? { order_id: orderId, outcome: 'over', state }
    : { order_id: orderId, outcome: 'committed' };
}

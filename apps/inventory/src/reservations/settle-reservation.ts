import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { Outbox } from '@tandem/messaging';
import { transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import type { StockChange } from '../stock/stock-level.js';
import { reservationEvent } from './reservation-event.js';
import { reservationNotFound, reservationOver } from './errors.js';
import { judgeSettlement, type Reservation, type Settlement } from './reservation.js';
import {
  claimExpired,
  closeReservation,
  readReservation,
  settleStock,
} from './reservation-store.js';

export interface SettleResult {
  reservation: Reservation;
  changes: StockChange[];
}

/**
 * Ends a reservation, once: its row is locked first, so of a commit, a release and an expiry that meet, the first
 * one decides and the others see what it did. Until the sweeper has come, a commit after the time is up still holds:
 * the stock is still set aside for that order.
 */
@Injectable()
export class SettleReservation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    readonly cache: VersionedCache,
  ) {}

  @CacheInvalidate({
    effects: (result: SettleResult, _order: string, _end: 'committed' | 'released') =>
      stockCacheEffects(result.changes),
  })
  async execute(orderId: string, settlement: 'committed' | 'released'): Promise<SettleResult> {
    return transaction(this.dataSource, async (tx) => {
      const reservation = await readReservation(tx, orderId, 'for update');
      if (!reservation) throw reservationNotFound(orderId);
      switch (judgeSettlement(reservation.state, settlement)) {
        case 'already-done':
          return { reservation, changes: [] };
        case 'refuse':
          throw reservationOver(orderId, reservation.state);
        case 'settle':
          return this.settle(tx, reservation, settlement);
      }
    });
  }

  /** Frees the stock of one reservation whose time is up; null when there is none left to free. */
  @CacheInvalidate({
    effects: (result: SettleResult | null) => stockCacheEffects(result?.changes ?? []),
  })
  async expireNext(): Promise<SettleResult | null> {
    return transaction(this.dataSource, async (tx) => {
      const reservation = await claimExpired(tx);
      return reservation && this.settle(tx, reservation, 'expired');
    });
  }

  private async settle(
    tx: EntityManager,
    reservation: Reservation,
    settlement: Settlement,
  ): Promise<SettleResult> {
    const changes: StockChange[] = [];
    for (const line of reservation.lines) {
      const after = await settleStock(tx, line, settlement, reservation.order_id);
      const left = settlement === 'committed' ? line.quantity : 0;
      changes.push({
        before: {
          ...after,
          reserved_quantity: after.reserved_quantity + line.quantity,
          current_stock: after.current_stock + left,
        },
        after,
      });
    }
    const closed = await closeReservation(tx, reservation, settlement);
    await this.outbox.addMany(tx, [reservationEvent(closed), ...stockEvents(changes)]);
    return { reservation: closed, changes };
  }
}

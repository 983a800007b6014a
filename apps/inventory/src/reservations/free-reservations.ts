import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { outbox } from '@tandem/messaging';
import { currentContext, inBackground } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { reservationOver } from './errors.js';
import type { Reservation } from './reservation.js';
import { reservationEvent } from './reservation-event.js';
import {
  claimExpired,
  closeReservations,
  lockReservations,
  releaseUnseen,
} from './reservation-store.js';
import { NOTHING, settle, type Settled } from './settle.js';

/** How many reservations end in one transaction at most. */
export const EXPIRED_AT_ONCE = 100;

/**
 * Frees what reservations hold: their orders are off, or were not paid in time. Each ends once: their rows are locked first,
 * in the order of their order ids, so of a commit, a release and an expiry that meet, the first one decides and the others
 * see what it did.
 */
@Injectable()
export class FreeReservations {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

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
      this.database,
      async (tx, rows) => {
        if (rows.length === 0) return NOTHING;
        const free = () => settle(tx, rows as unknown as Reservation[], 'expired');
        return inBackground('expire reservations', free, currentContext());
      },
      claimExpired(EXPIRED_AT_ONCE),
    );
  }

  private releaseOnce(orderId: string): Promise<Settled | null> {
    return transaction(
      this.database,
      async (tx, [reservation]) => {
        if (reservation) return this.free(tx, reservation as unknown as Reservation);
        const noted = await releaseUnseen(tx, { id: uuidv7(), order_id: orderId });
        return noted && { reservations: [noted], changes: [] };
      },
      lockReservations([orderId]),
    );
  }

  private async free(tx: Tx, reservation: Reservation): Promise<Settled> {
    switch (reservation.state) {
      case 'held':
        return settle(tx, [reservation], 'released');
      case 'expired': {
        // Its stock is free; from now on a late commit is refused too.
        const reservations = await closeReservations(tx, [reservation], 'released', uuidv7());
        await outbox.addMany(
          tx,
          reservations.map((one) => reservationEvent(one)),
        );
        return { reservations, changes: [] };
      }
      case 'released':
        return { reservations: [reservation], changes: [] };
      case 'committed':
        throw reservationOver(reservation.order_id, reservation.state);
    }
  }
}

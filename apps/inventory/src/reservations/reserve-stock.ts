import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import type { DomainError } from '@tandem/kernel';
import { causedBy, outbox } from '@tandem/messaging';
import { histogram } from '@tandem/observability';
import { BatchedCommand, Database, transaction, type Batch, type Tx } from '@tandem/persistence';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import type { StockChange } from '../stock/stock-level.js';
import {
  availableOf,
  lockLevels,
  moveLockedStock,
  type LockableLevel,
} from '../stock/stock-store.js';
import { insufficientStock, otherLinesReserved, reservationOver } from './errors.js';
import { reservationEvent } from './reservation-event.js';
import {
  addLines,
  openReservations,
  reservationsOf,
  type NewReservation,
} from './reservation-store.js';
import { allot, mergeLines, movesOf, sameLines, type Reservation } from './reservation.js';

export interface Held {
  reservation: Reservation;
  /** False when the call repeats one that was answered before. */
  created: boolean;
}

/** Another process reserved for one of these orders between the look and the insert: look again. */
class ReservedMeanwhile extends Error {}

const MAX_LOOKS = 5;
/** Rows of at most this many orders are locked together, and one failure touches no more. */
const MOST_ORDERS = 50;
const ordersTogether = histogram('inventory_reservations_together', {
  description: 'Orders whose stock was held in one transaction.',
  unit: '{order}',
  buckets: [1, 2, 5, 10, 20, 50],
});

/**
 * Holds every line of an order or none. Orders that arrive while others are being held are held together, in one
 * transaction of three round trips that writes each part once: a part that everybody wants is locked and written once for
 * all of them. The rows of all their parts are locked first, in part-id order, so two baskets that name the same parts the
 * other way round queue up instead of deadlocking; what is available is then shared out as the orders came. An order that
 * is short, or was over, is told so and stops no other. The unique row of an order makes it idempotent.
 */
@Injectable()
export class ReserveStock {
  private readonly holds = new BatchedCommand<NewReservation, Held>({
    most: MOST_ORDERS,
    idOf: ({ order_id }) => order_id,
    touches: ({ order_id, lines }) => [order_id, ...lines.map((line) => String(line.part_id))],
    together: (batch) => this.holdTogether(batch),
  });

  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  reserve({ order_id, lines, ttl_seconds }: NewReservation): Promise<Held> {
    return this.holds.submit({
      order_id: order_id.toLowerCase(),
      lines: mergeLines(lines),
      ttl_seconds,
    });
  }

  @CacheInvalidate({
    effects: (changes: StockChange[], _batch: Batch<NewReservation, Held>) =>
      stockCacheEffects(changes),
  })
  protected async holdTogether(batch: Batch<NewReservation, Held>): Promise<StockChange[]> {
    ordersTogether.record(batch.members.length);
    const orders = batch.members.map(({ command }) => command);
    const parts = new Set(orders.flatMap(({ lines }) => lines.map((line) => line.part_id)));
    for (let look = 1; ; look += 1) {
      try {
        const changes = await transaction(
          this.database,
          (tx, [levels, existing]) =>
            this.hold(
              tx,
              batch,
              availableOf(levels as unknown as LockableLevel[]),
              existing as unknown as Reservation[],
            ),
          [lockLevels([...parts], 'wait'), reservationsOf(orders.map((one) => one.order_id))],
        );
        faultPoint('inventory.reserved');
        return changes;
      } catch (error) {
        if (!(error instanceof ReservedMeanwhile) || look >= MAX_LOOKS) throw error;
      }
    }
  }

  private async hold(
    tx: Tx,
    batch: Batch<NewReservation, Held>,
    available: ReadonlyMap<number, number>,
    existing: readonly Reservation[],
  ): Promise<StockChange[]> {
    const members = new Map(batch.members.map((one) => [one.command.order_id, one]));
    const settle = (orderId: string, outcome: Held | DomainError): void =>
      batch.settle(members.get(orderId)!, outcome);
    const known = new Map(existing.map((one) => [one.order_id, one]));
    const fresh: NewReservation[] = [];
    for (const { command } of batch.members) {
      const reservation = known.get(command.order_id);
      if (reservation) settle(command.order_id, decideRepeated(command, reservation));
      else fresh.push(command);
    }
    const { fitting, short } = allot(fresh, available);
    for (const { order, lines } of short) settle(order.order_id, insufficientStock(lines));
    if (fitting.length === 0) return [];
    const [reservations, changes] = await Promise.all([
      openReservations(tx, fitting, batch.id),
      moveLockedStock(tx, movesOf(fitting, 'held', batch.id), 'reservation_held'),
    ]);
    if (reservations.length < fitting.length) throw new ReservedMeanwhile();
    await addLines(tx, reservations);
    await outbox.addMany(tx, [
      ...reservations.flatMap((one) =>
        causedBy(members.get(one.order_id)!.cause, [reservationEvent(one)]),
      ),
      ...stockEvents(changes),
    ]);
    for (const reservation of reservations) {
      settle(reservation.order_id, { reservation, created: true });
    }
    return changes;
  }
}

function decideRepeated(order: NewReservation, reservation: Reservation): Held | DomainError {
  // First: what was given up before it was ever reserved has no lines to compare.
  if (reservation.state === 'released' || reservation.state === 'expired') {
    return reservationOver(order.order_id, reservation.state);
  }
  return sameLines(reservation.lines, order.lines)
    ? { reservation, created: false }
    : otherLinesReserved(order.order_id);
}

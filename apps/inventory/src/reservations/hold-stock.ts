import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import type { DomainError } from '@tandem/kernel';
import { Outbox } from '@tandem/messaging';
import { transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
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
import { allot, movesOf, sameLines, type Reservation } from './reservation.js';
import { reservationEvent } from './reservation-event.js';
import {
  addLines,
  openReservations,
  reservationsOf,
  type NewReservation,
} from './reservation-store.js';

export interface HoldCommand extends NewReservation {
  /** What its event names as its cause. */
  cause: Record<string, string>;
}

export interface Held {
  reservation: Reservation;
  /** False when the call repeats one that was answered before. */
  created: boolean;
}

export interface HoldResult {
  /** One for each command, in their order. */
  outcomes: (Held | DomainError)[];
  changes: StockChange[];
}

/** Another process reserved for one of these orders between the look and the insert: look again. */
class ReservedMeanwhile extends Error {}

const MAX_LOOKS = 5;

/**
 * Holds stock for several orders in one transaction of three round trips, each order all its lines or none of them.
 * The rows of all their parts are locked first, in part-id order, so two baskets that name the same parts the other way
 * round queue up instead of deadlocking; what is available is then shared out as the orders came, and each part is
 * written once. An order that is short, or was over, is told so and stops no other. The unique row of an order makes it
 * idempotent.
 */
@Injectable()
export class HoldStock {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    readonly cache: VersionedCache,
  ) {}

  /** @param batchId what stock rows name as their cause where several orders moved them. */
  @CacheInvalidate({
    effects: ({ changes }: HoldResult, _commands: readonly HoldCommand[], _batchId: string) =>
      stockCacheEffects(changes),
  })
  async holdStock(commands: readonly HoldCommand[], batchId: string): Promise<HoldResult> {
    const result = await this.untilSettled(commands, batchId);
    faultPoint('inventory.reserved');
    return result;
  }

  private async untilSettled(
    commands: readonly HoldCommand[],
    batchId: string,
  ): Promise<HoldResult> {
    const parts = new Set(commands.flatMap(({ lines }) => lines.map((line) => line.part_id)));
    for (let look = 1; ; look += 1) {
      try {
        return await transaction(
          this.dataSource,
          (tx, [levels, existing]) =>
            this.hold(
              tx,
              commands,
              availableOf(levels as unknown as LockableLevel[]),
              existing as unknown as Reservation[],
              batchId,
            ),
          [lockLevels([...parts], 'wait'), reservationsOf(commands.map((one) => one.order_id))],
        );
      } catch (error) {
        if (!(error instanceof ReservedMeanwhile) || look >= MAX_LOOKS) throw error;
      }
    }
  }

  private async hold(
    tx: EntityManager,
    commands: readonly HoldCommand[],
    available: ReadonlyMap<number, number>,
    existing: readonly Reservation[],
    batchId: string,
  ): Promise<HoldResult> {
    const outcomes = new Map<string, Held | DomainError>();
    for (const reservation of existing) {
      const command = commands.find((one) => one.order_id === reservation.order_id)!;
      outcomes.set(reservation.order_id, repeated(command, reservation));
    }
    const { fitting, short } = allot(
      commands.filter((one) => !outcomes.has(one.order_id)),
      available,
    );
    for (const { order, lines } of short) outcomes.set(order.order_id, insufficientStock(lines));
    const changes = fitting.length > 0 ? await this.write(tx, fitting, batchId, outcomes) : [];
    return { outcomes: commands.map((one) => outcomes.get(one.order_id)!), changes };
  }

  private async write(
    tx: EntityManager,
    fitting: readonly HoldCommand[],
    batchId: string,
    outcomes: Map<string, Held | DomainError>,
  ): Promise<StockChange[]> {
    const [reservations, changes] = await Promise.all([
      openReservations(tx, fitting, batchId),
      moveLockedStock(tx, movesOf(fitting, 'held', batchId), 'reservation_held'),
    ]);
    if (reservations.length < fitting.length) throw new ReservedMeanwhile();
    await addLines(tx, reservations);
    const causes = new Map(fitting.map((one) => [one.order_id, one.cause]));
    await this.outbox.addMany(tx, [
      ...reservations.map((one) => ({ ...reservationEvent(one), cause: causes.get(one.order_id) })),
      ...stockEvents(changes),
    ]);
    for (const reservation of reservations) {
      outcomes.set(reservation.order_id, { reservation, created: true });
    }
    return changes;
  }
}

function repeated(command: HoldCommand, reservation: Reservation): Held | DomainError {
  // First: what was given up before it was ever reserved has no lines to compare.
  if (reservation.state === 'released' || reservation.state === 'expired') {
    return reservationOver(command.order_id, reservation.state);
  }
  return sameLines(reservation.lines, command.lines)
    ? { reservation, created: false }
    : otherLinesReserved(command.order_id);
}

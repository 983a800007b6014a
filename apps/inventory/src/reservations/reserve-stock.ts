import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { Outbox } from '@tandem/messaging';
import { transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import { figuresOf, type StockChange } from '../stock/stock-level.js';
import { readStock } from '../stock/stock-store.js';
import { insufficientStock, otherLinesReserved, reservationOver, type Shortage } from './errors.js';
import { mergeLines, sameLines, type Reservation, type ReservationLine } from './reservation.js';
import { reservationEvent } from './reservation-event.js';
import { addLines, holdStock, openReservation, readReservation } from './reservation-store.js';

export interface ReserveCommand {
  order_id: string;
  lines: readonly ReservationLine[];
  ttl_seconds: number;
}

export interface ReserveResult {
  reservation: Reservation;
  /** False when the call repeats one that was answered before. */
  created: boolean;
  changes: StockChange[];
}

/**
 * Holds every line of an order or none. Each line is one atomic check-and-take, in part-id order, so two baskets that
 * name the same parts the other way round queue up instead of deadlocking, and no two buyers get the same last item.
 * The order id makes it idempotent: the unique row is written first, a repeated call waits for it and reads it.
 */
@Injectable()
export class ReserveStock {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    readonly cache: VersionedCache,
  ) {}

  @CacheInvalidate({
    effects: (result: ReserveResult, _command: ReserveCommand) => stockCacheEffects(result.changes),
  })
  async execute(command: ReserveCommand): Promise<ReserveResult> {
    const lines = mergeLines(command.lines);
    const result = await transaction(this.dataSource, async (tx) => {
      const opened = await openReservation(tx, { ...command, id: uuidv7(), lines });
      if (!opened) return this.repeated(tx, command.order_id, lines);
      const changes = await this.holdAll(tx, command.order_id, lines);
      await addLines(tx, opened.id, lines);
      await this.outbox.addMany(tx, [reservationEvent(opened), ...stockEvents(changes)]);
      return { reservation: opened, created: true, changes };
    });
    faultPoint('inventory.reserved');
    return result;
  }

  private async repeated(
    tx: EntityManager,
    orderId: string,
    lines: readonly ReservationLine[],
  ): Promise<ReserveResult> {
    const reservation = (await readReservation(tx, orderId))!;
    // First: what was given up before it was ever reserved has no lines to compare.
    if (reservation.state === 'released' || reservation.state === 'expired') {
      throw reservationOver(orderId, reservation.state);
    }
    if (!sameLines(reservation.lines, lines)) throw otherLinesReserved(orderId);
    return { reservation, created: false, changes: [] };
  }

  private async holdAll(
    tx: EntityManager,
    orderId: string,
    lines: readonly ReservationLine[],
  ): Promise<StockChange[]> {
    const changes: StockChange[] = [];
    const short: ReservationLine[] = [];
    for (const line of lines) {
      const after = await holdStock(tx, line, orderId);
      if (!after) short.push(line);
      else
        changes.push({
          before: { ...after, reserved_quantity: after.reserved_quantity - line.quantity },
          after,
        });
    }
    if (short.length > 0) throw insufficientStock(await shortages(tx, short));
    return changes;
  }
}

async function shortages(
  tx: EntityManager,
  short: readonly ReservationLine[],
): Promise<Shortage[]> {
  const levels = await readStock(
    tx,
    short.map((line) => line.part_id),
  );
  return short.map(({ part_id, quantity }) => {
    const level = levels.find((candidate) => candidate.part_id === part_id);
    const available = level ? figuresOf(level).available_stock : 0;
    // A part that is no longer for sale may still lie on the shelf: to the buyer none of it is available.
    return { part_id, requested: quantity, available: available < quantity ? available : 0 };
  });
}

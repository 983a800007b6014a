import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { reservationNotFound } from '../reservations/errors.js';
import { mergeLines, sameLines, type Reservation } from '../reservations/reservation.js';
import { lockReservations } from '../reservations/reservation-store.js';
import { followSources } from '../sources/follow-sources.js';
import { recordReturn, sourcedParts } from '../sources/sales.js';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import { wholeChanges, type StockChange } from '../stock/stock-level.js';
import { moveStock } from '../stock/stock-store.js';
import { notSold, returnMismatch, returnTooMuch, type TooMuch } from './errors.js';
import {
  addReturnLines,
  openReturn,
  readReturn,
  readReturnable,
  type Return,
} from './return-store.js';

export interface ReturnResult {
  goods: Return;
  /** True when the call repeats one that was answered before. */
  repeated: boolean;
  changes: StockChange[];
}

/**
 * Puts goods of a sold order back on the shelf, once a return. The order's reservation is locked first, so returns of
 * one order come one after the other; then the return's own row, which a repeated call finds; then stock in part-id order.
 */
@Injectable()
export class ReturnGoods {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  @CacheInvalidate({
    effects: ({ changes }: ReturnResult, _command: Return) => stockCacheEffects(changes),
  })
  async takeBack(command: Return): Promise<ReturnResult> {
    const goods = {
      return_id: command.return_id.toLowerCase(),
      order_id: command.order_id.toLowerCase(),
      lines: mergeLines(command.lines),
    };
    const result = await transaction(
      this.database,
      (tx, [reservation]) =>
        this.putBack(tx, goods, reservation as unknown as Reservation | undefined),
      lockReservations([goods.order_id]),
    );
    faultPoint('inventory.returned');
    return result;
  }

  private async putBack(
    tx: Tx,
    goods: Return,
    reservation: Reservation | undefined,
  ): Promise<ReturnResult> {
    if (!reservation) throw reservationNotFound(goods.order_id);
    if (!(await openReturn(tx, goods)))
      return repeated(await readReturn(tx, goods.return_id), goods);
    if (reservation.state !== 'committed') throw notSold(goods.order_id, reservation.state);
    const tooMuch = excess(goods, await readReturnable(tx, reservation.id));
    if (tooMuch.length > 0) throw returnTooMuch(tooMuch);
    await addReturnLines(tx, goods);
    const moves = goods.lines.map(({ part_id, quantity }) => ({
      part_id,
      current: quantity,
      reserved: 0,
      reference: goods.order_id,
    }));
    const changes = await moveStock(tx, moves, 'order_returned', `return ${goods.return_id}`);
    const sourced = sourcedParts(changes);
    if (sourced.length > 0) {
      await recordReturn(tx, goods.return_id, goods, changes);
      changes.push(...(await followSources(tx, sourced)));
    }
    await outbox.addMany(tx, stockEvents(changes));
    return { goods, repeated: false, changes: wholeChanges(changes) };
  }
}

function repeated(before: Return, asked: Return): ReturnResult {
  if (before.order_id !== asked.order_id || !sameLines(before.lines, asked.lines)) {
    throw returnMismatch(asked.return_id);
  }
  return { goods: before, repeated: true, changes: [] };
}

function excess(goods: Return, returnable: ReadonlyMap<number, number>): TooMuch[] {
  return goods.lines
    .map(({ part_id, quantity }) => ({
      part_id,
      requested: quantity,
      returnable: returnable.get(part_id) ?? 0,
    }))
    .filter((line) => line.requested > line.returnable);
}

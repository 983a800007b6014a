import type { HoldEnd } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { followSources } from '../sources/follow-sources.js';
import { recordSales, sourcedParts } from '../sources/sales.js';
import { stockEvents } from '../stock/stock-events.js';
import { wholeChanges, type StockChange } from '../stock/stock-level.js';
import { moveStock } from '../stock/stock-store.js';
import { movesOf, type Reservation, type Settlement } from './reservation.js';
import { reservationEvent } from './reservation-event.js';
import { closeReservations } from './reservation-store.js';

export interface Settled {
  reservations: Reservation[];
  changes: StockChange[];
}

export const NOTHING: Settled = { reservations: [], changes: [] };

/** Ends reservations, held or run out, that the transaction has locked. Each part is written once, however many orders of it end together. */
export async function settle(
  tx: Tx,
  reservations: readonly Reservation[],
  settlement: Settlement,
  end?: HoldEnd,
): Promise<Settled> {
  if (reservations.length === 0) return NOTHING;
  const batchId = uuidv7();
  const moves = movesOf(reservations, settlement, batchId);
  const changes = await moveStock(tx, moves, `reservation_${settlement}`);
  const closed = await closeReservations(tx, reservations, settlement, batchId);
  const sourced = sourcedParts(changes);
  if (settlement === 'committed') await recordSales(tx, reservations, changes);
  // What is let go may be pieces that are not there.
  else if (sourced.length > 0) changes.push(...(await followSources(tx, sourced)));
  await outbox.addMany(tx, [
    ...closed.map((one) => reservationEvent(one, end)),
    ...stockEvents(changes),
  ]);
  return { reservations: closed, changes: wholeChanges(changes) };
}

import {
  StockDepleted,
  StockLow,
  StockReplenished,
  StockUpdated,
  type EventData,
} from '@tandem/contracts';
import type { NewEvent } from '@tandem/messaging';
import { crossingsOf, figuresOf, type StockChange, type StockLevel } from './stock-level.js';

const CROSSING_EVENTS = { depleted: StockDepleted, replenished: StockReplenished, low: StockLow };

/**
 * What a transaction's stock changes announce: `stock.updated` for each, and one more event for each threshold it
 * crossed. The events of one change carry the same version and the same data, so whichever of them a consumer sees
 * first or last, the state it ends with is that version's.
 */
export function stockEvents(changes: readonly StockChange[]): NewEvent[] {
  return changes.flatMap((change) => {
    const data = dataOf(change.after);
    const crossed = crossingsOf(change).map((crossing) => CROSSING_EVENTS[crossing]);
    return [StockUpdated, ...crossed].map((event) => ({ event, data }) as NewEvent);
  });
}

/** How a level is, for who was not there when it became so. */
export function stockState(level: StockLevel): NewEvent {
  return { event: StockUpdated, data: dataOf(level) };
}

function dataOf(level: StockLevel): EventData<typeof StockUpdated> {
  return {
    part_id: level.part_id,
    version: level.version,
    current_stock: level.current_stock,
    ...figuresOf(level),
    updated_at: level.updated_at.toISOString(),
    reason: level.last_change,
    reserved_quantity: level.reserved_quantity,
    min_stock_level: level.min_stock_level,
    changed_by: level.last_updated_by,
  };
}

import {
  StockDepleted,
  StockLow,
  StockReplenished,
  StockUpdated,
  type EventData,
} from '@tandem/contracts';
import type { Outbox } from '@tandem/messaging';
import type { EntityManager } from 'typeorm';
import { crossingsOf, figuresOf, type StockChange, type StockLevel } from './stock-level.js';

const CROSSING_EVENTS = { depleted: StockDepleted, replenished: StockReplenished, low: StockLow };

/**
 * Puts a transaction's stock changes into the outbox: `stock.updated` for each, and one more event for each threshold
 * it crossed. The events of one change carry the same version and the same data, so whichever of them a consumer
 * sees first or last, the state it ends with is that version's.
 */
export async function announceStock(
  tx: EntityManager,
  outbox: Outbox,
  changes: readonly StockChange[],
): Promise<void> {
  for (const change of changes) {
    const data = eventDataOf(change.after);
    await outbox.add(tx, StockUpdated, data);
    for (const crossing of crossingsOf(change))
      await outbox.add(tx, CROSSING_EVENTS[crossing], data);
  }
}

function eventDataOf(level: StockLevel): EventData<typeof StockUpdated> {
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

import type { StockSource } from '@tandem/contracts';
import { MAX_STOCK } from '../stock/stock-level.js';

/** What an outside system said that it has of a part. */
export interface Figure {
  part_id: number;
  source: StockSource;
  external_id: string;
  /** The number of the link that makes it the part's; 0 of figures from before links had one. */
  link: number;
  quantity: number;
  as_of: string;
  /** The warehouse's number of the change; 0 of G2A. */
  sequence: number;
  /** The last sale that the figure is without; 0 of G2A, which numbers none. */
  counted_through: number;
}

/** What decides how much of a part that is counted outside there is. */
export interface Counted {
  announced: number;
  /** Sold, and not yet taken off `announced`; what came back counts against it. */
  uncounted: number;
  reserved_quantity: number;
  /** Staff keep them from being sold; they are there all the same. */
  kept_back: number;
}

export interface Outcome {
  current_stock: number;
  /** Pieces that are held or sold, and are not there. */
  missing: number;
}

/**
 * The one rule of stock from outside: what was announced, less what the shop sold since and what is kept back. What is
 * held stays held, so there never is less than that; the rest is missing.
 */
export function outcomeOf(level: Counted): Outcome {
  const { announced, uncounted, reserved_quantity: held, kept_back } = level;
  const there = announced - uncounted;
  return {
    current_stock: Math.min(Math.max(held, there - kept_back), MAX_STOCK),
    missing: Math.max(0, held - there),
  };
}

function isNewer(one: Figure, other: Figure): boolean {
  const difference =
    one.link - other.link ||
    Date.parse(one.as_of) - Date.parse(other.as_of) ||
    one.sequence - other.sequence ||
    one.counted_through - other.counted_through;
  return difference > 0;
}

/** The newest figure of each part and source, in part-id order. */
export function newestFigures(figures: readonly Figure[]): Figure[] {
  const newest = new Map<string, Figure>();
  for (const figure of figures) {
    const key = `${figure.part_id} ${figure.source}`;
    const other = newest.get(key);
    if (!other || isNewer(figure, other)) newest.set(key, figure);
  }
  return [...newest.values()].sort((a, b) => a.part_id - b.part_id);
}

import type { StockSource } from '@tandem/contracts';
import { figuresOf, type StockLevel } from './stock-level.js';

/** A part's stock as staff see it. */
export interface StockView {
  part_id: number;
  current_stock: number;
  reserved_quantity: number;
  available_stock: number;
  min_stock_level: number;
  is_in_stock: boolean;
  is_low_stock: boolean;
  version: number;
  last_change: string;
  last_updated_by: string | null;
  last_updated_by_name: string | null;
  updated_at: string | null;
  source: StockSource | null;
}

export function toStockView(level: StockLevel): StockView {
  return {
    part_id: level.part_id,
    current_stock: level.current_stock,
    reserved_quantity: level.reserved_quantity,
    min_stock_level: level.min_stock_level,
    ...figuresOf(level),
    version: level.version,
    last_change: level.last_change,
    last_updated_by: level.last_updated_by,
    last_updated_by_name: level.last_updated_by_name,
    updated_at: level.updated_at.toISOString(),
    source: level.source,
  };
}

/** Of a part nobody has said anything about yet. */
export function untouchedStockView(partId: number): StockView {
  return {
    part_id: partId,
    current_stock: 0,
    reserved_quantity: 0,
    min_stock_level: 0,
    ...figuresOf({ current_stock: 0, reserved_quantity: 0, min_stock_level: 0 }),
    version: 0,
    last_change: 'initial',
    last_updated_by: null,
    last_updated_by_name: null,
    updated_at: null,
    source: null,
  };
}

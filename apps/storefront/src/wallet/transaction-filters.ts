import type { LocationQuery } from 'vue-router';
import type { Transaction } from '@tandem/ui';
import { TRANSACTION_TYPES } from '@tandem/ui/orders';

/** The address bar is the filters' only home, as in the catalogue. */
export interface TransactionFilters {
  type?: Transaction['type'];
  /** Days as a date field gives them, e.g. "2026-03-01". */
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isType = (value: unknown): value is Transaction['type'] =>
  typeof value === 'string' && value in TRANSACTION_TYPES;

export function filtersFrom(query: LocationQuery): TransactionFilters {
  const day = (value: LocationQuery[string] | undefined): string | undefined =>
    typeof value === 'string' && DAY.test(value) ? value : undefined;
  return {
    type: isType(query.type) ? query.type : undefined,
    from: day(query.from),
    to: day(query.to),
  };
}

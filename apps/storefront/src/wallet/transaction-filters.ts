import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Transaction } from '@tandem/ui';

/** The address bar is the filters' only home, as in the catalogue. */
export interface TransactionFilters {
  type?: Transaction['type'];
  /** Days as a date field gives them, e.g. "2026-03-01". */
  from?: string;
  to?: string;
}

export const TYPES: { value: Transaction['type']; title: string }[] = [
  { value: 'purchase', title: 'Purchase' },
  { value: 'top_up', title: 'Top-up' },
  { value: 'refund', title: 'Refund' },
  { value: 'fee', title: 'Fee' },
];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function startOf(day: string, plusDays = 0): string | undefined {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const start = new Date(year, month - 1, date + plusDays);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

export function filtersFrom(query: LocationQuery): TransactionFilters {
  const day = (value: LocationQuery[string] | undefined): string | undefined =>
    typeof value === 'string' && DAY.test(value) ? value : undefined;
  return {
    type: TYPES.find(({ value }) => value === query.type)?.value,
    from: day(query.from),
    to: day(query.to),
  };
}

export function queryFrom(filters: TransactionFilters): LocationQueryRaw {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}

/** Both days whole, in the shopper's own zone: the end is where the day after begins. */
export function rangeOf({ from, to }: TransactionFilters): { from?: string; to?: string } {
  return { from: from && startOf(from), to: to && startOf(to, 1) };
}

import { unavailable } from '@tandem/kernel';
import { isStatementTimeout } from '@tandem/persistence';
import type { ListPosition } from './part-matching.js';

export interface PageRow {
  id: number;
  k: string;
}

export interface Total {
  total: number;
  total_is_exact: boolean;
}

/** Knows the total of a list, or has it counted. */
export type TotalOf = (count: () => Promise<Total>) => Promise<Total>;

export interface PageResult<R> extends Total {
  rows: R[];
  next: ListPosition | null;
}

/** @throws DomainError `unavailable` (503) when the database gives a statement up for taking too long. */
export async function inTime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    throw unavailable('This list takes too long to make. Narrow it down, or try again later.', 5);
  }
}

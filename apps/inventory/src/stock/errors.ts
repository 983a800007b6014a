import { conflict, notFound, versionConflict } from '@tandem/kernel';
import type { DomainError, FieldError } from '@tandem/kernel';
import type { StockView } from './stock-view.js';

export const partNotFound = (id: number): DomainError => notFound('part', id);

export const stockConflict = (current: StockView): DomainError => versionConflict(current);

export interface LineConflict {
  line: number;
  current: StockView;
}

export function linesConflict(conflicts: readonly LineConflict[]): DomainError {
  const errors: FieldError[] = conflicts.map(({ line, current }) => ({
    field: `lines.${line}.version`,
    message: `is outdated: the current version is ${current.version}`,
  }));
  return conflict('version_conflict', 'Someone else changed some of this stock in the meantime.', {
    current: conflicts.map(({ current }) => current),
    errors,
  });
}

export const writeInFlight = (current: StockView | StockView[] | undefined): DomainError =>
  conflict('write_in_flight', 'Another change of this stock is being saved right now.', {
    current,
  });

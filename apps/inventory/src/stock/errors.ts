import { DomainError } from '@tandem/http';
import type { StockView } from './stock-view.js';

export interface FieldProblem {
  field: string;
  message: string;
}

export interface LineConflict {
  line: number;
  current: StockView;
}

export const partNotFound = (id: number) =>
  new DomainError('not_found', 404, `There is no part ${id}.`);

export const versionConflict = (current: StockView) =>
  new DomainError(
    'version_conflict',
    409,
    `The stock of part ${current.part_id} has changed since it was read: it is at version ${current.version} now.`,
    { current },
  );

export const linesConflict = (conflicts: readonly LineConflict[]) =>
  new DomainError(
    'version_conflict',
    409,
    'The stock of some lines has changed since it was read.',
    {
      current: conflicts.map((conflict) => conflict.current),
      errors: conflicts.map(({ line, current }) => ({
        field: `lines.${line}.version`,
        message: `is at ${current.version} now`,
      })),
    },
  );

export const writeInFlight = (current: StockView[]) =>
  new DomainError('write_in_flight', 409, 'Somebody else is changing this stock right now.', {
    current: current.length === 1 ? current[0] : current,
  });

export const editsRefused = (errors: readonly FieldProblem[]) =>
  new DomainError('validation_failed', 422, 'The stock cannot become what was asked for.', {
    errors,
  });

import { validationFailed } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';
import type { StockEdit } from './stock-level.js';

/**
 * A batch is judged line by line against what is there; two lines for one part would be judged against the same
 * figures and the second would undo the first.
 * @throws DomainError 422 naming every line that says too much or too little.
 */
export function checkBulkEdits(lines: readonly StockEdit[]): StockEdit[] {
  const problems: FieldError[] = [];
  const firstLine = new Map<number, number>();
  lines.forEach((line, n) => {
    const { part_id, current_stock, delta, min_stock_level } = line;
    const first = firstLine.get(part_id);
    if (first === undefined) firstLine.set(part_id, n);
    else problems.push({ field: `lines.${n}.part_id`, message: `is on line ${first} already` });
    if (current_stock !== undefined && delta !== undefined) {
      problems.push({ field: `lines.${n}.delta`, message: 'is not allowed beside current_stock' });
    }
    if (current_stock === undefined && delta === undefined && min_stock_level === undefined) {
      problems.push({
        field: `lines.${n}.current_stock`,
        message: 'is missing, and so are delta and min_stock_level',
      });
    }
  });
  if (problems.length > 0) throw validationFailed(problems);
  return [...lines];
}

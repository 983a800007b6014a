import { invalidField, validationFailed } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';
import type { PriceChange, UnitsChange } from './bulk-change.js';
import type { BulkPreviewDto, BulkSelectionDto } from './bulk.dto.js';

const LEAST_PERCENT = -100;
const MOST_PERCENT = 1_000;

/** @throws DomainError 422 naming what does not go together. */
export function checkPreview(body: BulkPreviewDto): void {
  checkSelection(body);
  const { price, category_id, status } = body.change;
  if (price === undefined && category_id === undefined && status === undefined)
    throw invalidField('change', 'must name price, category_id or status');
  if (price) checkPrice(price);
}

/** @throws DomainError 422 unless parts are named, or else filters. */
export function checkSelection({ part_ids, matching }: BulkSelectionDto): void {
  if ((part_ids === undefined) === (matching === undefined))
    throw invalidField('part_ids', 'must be given, or else matching');
}

function checkPrice(price: PriceChange): void {
  const problems = problemsOf('change.price', 'amount', price);
  if (price.mode === 'set' && price.amount?.amount.startsWith('-'))
    problems.push({ field: 'change.price.amount.amount', message: 'must not be negative' });
  if (problems.length > 0) throw validationFailed(problems);
}

/** @throws DomainError 422 naming what does not go together. */
export function checkUnits(change: UnitsChange): void {
  const problems = problemsOf('stock', 'units', change);
  if (change.mode === 'set' && (change.units ?? 0) < 0)
    problems.push({ field: 'stock.units', message: 'must not be negative' });
  if (problems.length > 0) throw validationFailed(problems);
}

/** A percentage for mode percent, the figure for the others. */
function problemsOf<F extends string>(
  of: string,
  figure: F,
  change: { mode: string; percent?: string } & { [K in F]?: unknown },
): FieldError[] {
  const { mode, percent } = change;
  const at = (field: string): string => `${of}.${field}`;
  const problems: FieldError[] = [];
  const [needed, other] = mode === 'percent' ? ['percent', figure] : [figure, 'percent'];
  const given: Record<string, unknown> = { percent, [figure]: change[figure] };
  if (given[needed!] === undefined)
    problems.push({ field: at(needed!), message: `is missing for mode ${mode}` });
  if (given[other!] !== undefined)
    problems.push({ field: at(other!), message: `is not allowed for mode ${mode}` });
  const share = Number(percent ?? 0);
  if (share < LEAST_PERCENT || share > MOST_PERCENT)
    problems.push({
      field: at('percent'),
      message: `must be from ${LEAST_PERCENT} to ${MOST_PERCENT}`,
    });
  return problems;
}

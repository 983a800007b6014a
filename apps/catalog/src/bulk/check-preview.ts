import { invalidField, validationFailed } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';
import type { PriceChange } from './bulk-change.js';
import type { BulkPreviewDto } from './bulk.dto.js';

const LEAST_PERCENT = -100;
const MOST_PERCENT = 1_000;

/** @throws DomainError 422 naming what does not go together. */
export function checkPreview({ part_ids, matching, change }: BulkPreviewDto): void {
  if ((part_ids === undefined) === (matching === undefined))
    throw invalidField('part_ids', 'must be given, or else matching');
  const { price, category_id, status } = change;
  if (price === undefined && category_id === undefined && status === undefined)
    throw invalidField('change', 'must name price, category_id or status');
  if (price) checkPrice(price);
}

function checkPrice({ mode, amount, percent }: PriceChange): void {
  const at = (field: string): string => `change.price.${field}`;
  const problems: FieldError[] = [];
  const [needed, other] =
    mode === 'percent' ? (['percent', 'amount'] as const) : (['amount', 'percent'] as const);
  const given = { amount, percent };
  if (given[needed] === undefined)
    problems.push({ field: at(needed), message: `is missing for mode ${mode}` });
  if (given[other] !== undefined)
    problems.push({ field: at(other), message: `is not allowed for mode ${mode}` });
  if (mode === 'set' && amount?.amount.startsWith('-'))
    problems.push({ field: at('amount.amount'), message: 'must not be negative' });
  const share = Number(percent ?? 0);
  if (share < LEAST_PERCENT || share > MOST_PERCENT)
    problems.push({
      field: at('percent'),
      message: `must be from ${LEAST_PERCENT} to ${MOST_PERCENT}`,
    });
  if (problems.length > 0) throw validationFailed(problems);
}

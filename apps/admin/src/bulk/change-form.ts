import type { BulkChange } from '@tandem/ui';
import { readAmount } from '@tandem/ui/amount';

export type Field = 'price' | 'category' | 'status';
export type PriceWay = 'set' | 'more' | 'less' | 'percent_more' | 'percent_less';

export const FIELDS: { value: Field; title: string }[] = [
  { value: 'price', title: 'Price' },
  { value: 'category', title: 'Category' },
  { value: 'status', title: 'Status' },
];

export const PRICE_WAYS: { value: PriceWay; title: string }[] = [
  { value: 'set', title: 'Set to an amount' },
  { value: 'more', title: 'Raise by an amount' },
  { value: 'less', title: 'Lower by an amount' },
  { value: 'percent_more', title: 'Raise by a percentage' },
  { value: 'percent_less', title: 'Lower by a percentage' },
];

/** What the dialog holds. */
export interface ChangeForm {
  field: Field;
  way: PriceWay;
  /** As typed. */
  amount: string;
  percent: string;
  to99: boolean;
  category: string | null;
  status: NonNullable<BulkChange['status']>;
}

export const isPercent = (way: PriceWay): boolean => way.startsWith('percent');

/** The change that the form asks for. */
export function changeOf(form: ChangeForm, currency: string): BulkChange {
  if (form.field === 'category') return { category_id: form.category };
  if (form.field === 'status') return { status: form.status };
  const rounding = form.to99 ? '99' : 'none';
  if (isPercent(form.way)) {
    const typed = form.percent.trim().replace(',', '.');
    const percent = form.way === 'percent_less' ? `-${typed}` : typed;
    return { price: { mode: 'percent', percent, rounding } };
  }
  const typed = readAmount(form.amount, { currency }).amount ?? form.amount.trim();
  const amount = { amount: form.way === 'less' ? `-${typed}` : typed, currency };
  return { price: { mode: form.way === 'set' ? 'set' : 'amount', amount, rounding } };
}

const PERCENT = /^\d{1,4}([.,]\d{1,2})?$/;

/** What keeps the form from being sent, said at its field. */
export function problemOf(form: ChangeForm, currency: string): string | undefined {
  if (form.field !== 'price') return undefined;
  if (isPercent(form.way))
    return PERCENT.test(form.percent.trim())
      ? undefined
      : 'Enter a percentage, for example 12.5, without a sign.';
  return readAmount(form.amount, { currency, required: true }).error;
}

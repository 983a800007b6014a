import type { BulkChange, BulkStockPreview } from '@tandem/ui';
import { readAmount } from '@tandem/ui/amount';

type Field = 'price' | 'category' | 'status' | 'stock';
export type PriceWay = 'set' | 'more' | 'less' | 'percent_more' | 'percent_less';

const FIELDS: { value: Field; title: string }[] = [
  { value: 'price', title: 'Price' },
  { value: 'category', title: 'Category' },
  { value: 'status', title: 'Status' },
  { value: 'stock', title: 'Stock' },
];

/** What somebody with these rights may change. */
export const fieldsFor = (may: { content: boolean; stock: boolean }) =>
  FIELDS.filter(({ value }) => (value === 'stock' ? may.stock : may.content));

export const PRICE_WAYS: { value: PriceWay; title: string }[] = [
  { value: 'set', title: 'Set to an amount' },
  { value: 'more', title: 'Raise by an amount' },
  { value: 'less', title: 'Lower by an amount' },
  { value: 'percent_more', title: 'Raise by a percentage' },
  { value: 'percent_less', title: 'Lower by a percentage' },
];

export const STOCK_WAYS: { value: PriceWay; title: string }[] = [
  { value: 'set', title: 'Set to a figure' },
  { value: 'more', title: 'Add units' },
  { value: 'less', title: 'Remove units' },
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
  units: number | null;
  reason: string;
}

export const isPercent = (way: PriceWay): boolean => way.startsWith('percent');

/** The change that the form asks for. */
export function changeOf(form: ChangeForm, currency: string): BulkChange {
  if (form.field === 'category') return { category_id: form.category };
  if (form.field === 'status') return { status: form.status };
  const rounding = form.to99 ? '99' : 'none';
  if (isPercent(form.way))
    return { price: { mode: 'percent', percent: percentOf(form), rounding } };
  const typed = readAmount(form.amount, { currency }).amount ?? form.amount.trim();
  const amount = { amount: form.way === 'less' ? `-${typed}` : typed, currency };
  return { price: { mode: form.way === 'set' ? 'set' : 'amount', amount, rounding } };
}

/** The change of stock that the form asks for. */
export function stockOf(form: ChangeForm): BulkStockPreview['stock'] {
  const reason = form.reason.trim();
  if (isPercent(form.way)) return { mode: 'percent', percent: percentOf(form), reason };
  const units = (form.units ?? 0) * (form.way === 'less' ? -1 : 1);
  return { mode: form.way === 'set' ? 'set' : 'amount', units, reason };
}

function percentOf({ way, percent }: ChangeForm): string {
  const typed = percent.trim().replace(',', '.');
  return way === 'percent_less' ? `-${typed}` : typed;
}

const PERCENT = /^\d{1,4}([.,]\d{1,2})?$/;

/** What keeps the form from being sent, said at its field. */
export function problemOf(form: ChangeForm, currency: string): string | undefined {
  if (form.field !== 'price' && form.field !== 'stock') return undefined;
  if (isPercent(form.way))
    return PERCENT.test(form.percent.trim())
      ? undefined
      : 'Enter a percentage, for example 12.5, without a sign.';
  if (form.field === 'stock') return form.units === null ? 'Enter how many units.' : undefined;
  return readAmount(form.amount, { currency, required: true }).error;
}

/** Why the reason of a change of stock is none. */
export const reasonProblem = ({ field, reason }: ChangeForm): string | undefined =>
  field === 'stock' && !reason.trim()
    ? 'Enter a reason. It stays with the stock movements.'
    : undefined;

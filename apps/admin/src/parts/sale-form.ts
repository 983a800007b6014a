import type { AdminPart } from '@tandem/ui';
import { readAmount } from '@tandem/ui/amount';
import { localMoment } from './local-moment';

/** What the form of a sale edits: text, as its fields hold it. Empty is no sale. */
export interface SaleForm {
  price: string;
  from: string;
  until: string;
}

export const NO_SALE: SaleForm = { price: '', from: '', until: '' };

export type SaleState = 'none' | 'planned' | 'on' | 'over';

export function saleStateAt(sale: AdminPart['sale'], now: number): SaleState {
  if (!sale) return 'none';
  if (now >= Date.parse(sale.until)) return 'over';
  return now < Date.parse(sale.from) ? 'planned' : 'on';
}

/** The form of a sale that is planned or on; one that is over leaves the form empty for the next. */
export const saleFormOf = (sale: AdminPart['sale'], state: SaleState): SaleForm =>
  sale && state !== 'over'
    ? { price: sale.price.amount, from: localMoment(sale.from), until: localMoment(sale.until) }
    : { ...NO_SALE };

/** A field left as it was stands for the very moment that is saved. */
function momentOf(typed: string, saved: string | undefined): string {
  return saved && typed === localMoment(saved) ? saved : new Date(typed).toISOString();
}

/** The API's shape of the form; null ends a sale, or takes back one that is planned. */
export function saleBodyOf(form: SaleForm, currency: string, saved: AdminPart['sale']) {
  if (isEmpty(form)) return null;
  const { price, from, until } = form;
  return {
    price: { amount: readAmount(price, { currency }).amount ?? price.trim(), currency },
    ...(from && { from: momentOf(from, saved?.from) }),
    until: momentOf(until, saved?.until),
  };
}

const isEmpty = ({ price, from, until }: SaleForm): boolean => !price.trim() && !from && !until;

/** What each state is called. */
export const SALE_STATES: Readonly<Record<SaleState, { text: string; color: string | undefined }>> =
  {
    none: { text: 'No sale', color: undefined },
    planned: { text: 'Planned', color: 'info' },
    on: { text: 'On now', color: 'success' },
    over: { text: 'No sale', color: undefined },
  };

/** What is missing before the form can be sent, by field. */
export function missingIn(form: SaleForm): Partial<Record<keyof SaleForm, string>> {
  if (isEmpty(form)) return {};
  return {
    ...(!form.price.trim() && { price: 'Enter the sale price.' }),
    ...(!form.until && { until: 'Enter when the sale ends.' }),
  };
}
